"""A published scheme → the files for machines beside its pages: the scheme itself, its table, the words of its notice.

One module a format; nothing here knows a page. `archive` packs them together with the pages.
"""

from collections.abc import Iterator

import msgspec

from gongkai.exchange.indicators import indicators_csv, indicators_json
from gongkai.exchange.plain import notice_txt
from gongkai.exchange.published import Published, public_scheme
from gongkai.exchange.workbook import scores_xlsx
from gongkai.source.emit import emit

__all__ = ["Published", "scheme_files"]

_encode = msgspec.json.Encoder(decimal_format="number").encode


def scheme_files(published: Published) -> Iterator[tuple[str, bytes]]:
    """Name and content of each file; those of the table only where the scheme came with one."""
    scheme = public_scheme(published.scheme)
    yield "scheme.yml", emit(scheme).encode()
    yield "scheme.json", _encode(scheme)
    yield "notice.txt", notice_txt(published)
    if scheme.indicators:
        yield "indicators.csv", indicators_csv(published)
        yield "indicators.json", indicators_json(published)
        yield "scores.xlsx", scores_xlsx(published)
