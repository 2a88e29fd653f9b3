"""data.police.uk: what the public is told of a neighbourhood, read from saved files and written.

Nothing asks the network. `reading` tells by its shape what a file is and checks it whole,
`plain` makes text of HTML, `writing` makes the files, `comparing` lays both sides together.
"""

from snt_desk.domain.police_uk.reading import INVENTED, read
from snt_desk.domain.police_uk.shapes import (
    KINDS,
    Contact,
    Event,
    Kind,
    Link,
    Listed,
    Location,
    Neighbourhood,
    Person,
    Point,
    Priority,
    Published,
    Reading,
    Remark,
    Source,
)
from snt_desk.domain.police_uk.writing import FILES, write

__all__ = [
    "FILES",
    "INVENTED",
    "KINDS",
    "Contact",
    "Event",
    "Kind",
    "Link",
    "Listed",
    "Location",
    "Neighbourhood",
    "Person",
    "Point",
    "Priority",
    "Published",
    "Reading",
    "Remark",
    "Source",
    "read",
    "write",
]
