"""Office files without the machine's clock: the same data and time give the same bytes."""

import io
import zipfile

AUTHOR = "肝桥 HepaBridge"
EPOCH = (1980, 1, 1, 0, 0, 0)


def repacked(content: bytes) -> bytes:
    """Pack the parts of an office file again without the time of the machine."""
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as packed,
        zipfile.ZipFile(target, "w") as again,
    ):
        for name in packed.namelist():
            info = zipfile.ZipInfo(name, EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            again.writestr(info, packed.read(name))
    return target.getvalue()
