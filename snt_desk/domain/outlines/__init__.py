"""The outlines of beats, from a GeoJSON or KML file that the user loads, as a map needs them.

A file comes from anywhere: `reading` checks it whole before anything of it is kept, `thinning`
leaves what can be seen, `matching` finds the beat that each outline is, `plane` lays them flat.
"""

from snt_desk.domain.outlines.keeping import from_json, to_json
from snt_desk.domain.outlines.matching import Beat, matched
from snt_desk.domain.outlines.plane import Plan, Shape, laid_flat, tiles
from snt_desk.domain.outlines.reading import MOST_BYTES, read, too_big
from snt_desk.domain.outlines.shapes import Outline, Ring, is_near
from snt_desk.domain.outlines.thinning import thinned

__all__ = [
    "MOST_BYTES",
    "Beat",
    "Outline",
    "Plan",
    "Ring",
    "Shape",
    "from_json",
    "is_near",
    "laid_flat",
    "matched",
    "read",
    "thinned",
    "tiles",
    "to_json",
    "too_big",
]
