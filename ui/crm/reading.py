"""A dropped file as tables, by what is in it rather than by what it is called."""

from ui.crm.delimited import read_text
from ui.crm.table import MOST_BYTES, NotATable, Table
from ui.crm.workbook import SAVE_AS, read_workbook

ZIPS, OLD_EXCEL = (b"PK\x03\x04", b"PK\x05\x06"), b"\xd0\xcf\x11\xe0"


def read_tables(file: str, content: bytes) -> list[Table]:
    """The tables in a file. Raises NotATable."""
    refuse_too_large(file, len(content))
    if content.startswith(ZIPS):
        return read_workbook(file, content)
    if content.startswith(OLD_EXCEL):
        raise NotATable(f"“{file}” is a workbook of the old kind, or one with a password: {SAVE_AS}.")
    return [read_text(file, content)]


def refuse_too_large(file: str, size: int) -> None:
    """Raises NotATable of a file that is larger than is read; to be asked before it is read at all."""
    if size > MOST_BYTES:
        raise NotATable(
            f"“{file}” has {size / 1_000_000:,.0f} MB: at most {MOST_BYTES // 1_000_000} MB are read, so part it into several files."
        )
