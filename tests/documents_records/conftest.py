"""A folder for stored documents, and files as a browser sends them."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

# The smallest file that every reader takes for a PDF of one page.
PDF = (
    b"%PDF-1.4\n"
    b"1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj\n"
)


def pdf(mark=b"one"):
    body = PDF + b"% " + mark + b"\n"
    offsets = [body.index(b"%d 0 obj" % number) for number in (1, 2, 3)]
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    trailer = b"trailer<</Size 4/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % len(body)
    return body + b"xref\n0 4\n0000000000 65535 f \n" + table + trailer


@pytest.fixture(autouse=True)
def documents_folder(settings, tmp_path):
    settings.OPORA_DOCUMENTS = tmp_path / "documents"
    return settings.OPORA_DOCUMENTS


@pytest.fixture
def upload():
    def sent(content=None, name="placilna lista.pdf", claimed="application/pdf"):
        return SimpleUploadedFile(name, pdf() if content is None else content, content_type=claimed)

    return sent
