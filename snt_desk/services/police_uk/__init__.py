"""data.police.uk and the team: saved files read, compared, taken over; what is public exported.

Nothing here asks the network: files are saved by hand from the site, and handed on by hand.
"""

from snt_desk.services.police_uk.exporting import Exported, published, write
from snt_desk.services.police_uk.files import Read, read
from snt_desk.services.police_uk.held import held
from snt_desk.services.police_uk.taking import look, take

__all__ = ["Exported", "Read", "held", "look", "published", "read", "take", "write"]
