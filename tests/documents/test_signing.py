"""Signatures fill the fields that the letter was composed with, and nothing else changes."""

from __future__ import annotations

import inspect
import os
import stat
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from io import BytesIO

import pypdf
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID
from tests.documents.conftest import NOON, violations
from tests.documents.letters import TEMPLATES, in_language, letter

from opora.documents.compose import compose
from opora.documents.development_authority import KeyFileSigner, open_authority
from opora.documents.signing import SigningError, sign, verify

WITH_TWO_SIGNATURES = [template for template in TEMPLATES if template != "call_to_supplement"]


@pytest.fixture(scope="module")
def decision() -> bytes:
    return compose("decision", letter("decision"), language="sl")


@pytest.fixture
def signed_twice(decision, sign_as_leader, sign_as_decider) -> bytes:
    return sign_as_decider(sign_as_leader(decision))


@pytest.fixture
def reports(authority):
    return lambda pdf: verify(pdf, trust_roots=[authority.root_certificate])


@pytest.mark.parametrize("language", ["sl", "it", "en", "sl-it"])
@pytest.mark.parametrize("template", TEMPLATES)
def test_every_letter_signed_once_keeps_both_standards(template, language, sign_as_leader, reports):
    pdf = sign_as_leader(compose(template, in_language(template, language), language=language))
    assert violations(pdf) == []
    (report,) = reports(pdf)
    assert report.valid
    assert report.covers_everything
    assert (report.field, report.signer, report.signed_at) == ("led", "Anže Žagar", NOON)


@pytest.mark.parametrize("language", ["sl", "it", "en", "sl-it"])
@pytest.mark.parametrize("template", WITH_TWO_SIGNATURES)
def test_every_letter_signed_twice_keeps_both_standards(
    template, language, sign_as_leader, sign_as_decider, reports
):
    letter_pdf = compose(template, in_language(template, language), language=language)
    pdf = sign_as_decider(sign_as_leader(letter_pdf))
    assert violations(pdf) == []
    led, decided = reports(pdf)
    assert led.valid
    assert not led.covers_everything
    assert decided.valid
    assert decided.covers_everything
    assert (led.field, decided.field) == ("led", "decided")


def test_the_one_who_decides_may_sign_first(decision, sign_as_leader, sign_as_decider, reports):
    pdf = sign_as_leader(sign_as_decider(decision))
    assert [report.field for report in reports(pdf)] == ["decided", "led"]
    assert all(report.valid for report in reports(pdf))
    assert violations(pdf) == []


def test_signing_adds_to_the_letter_and_changes_none_of_its_bytes(decision, signed_twice):
    assert signed_twice.startswith(decision)


def test_the_text_of_a_signed_letter_can_still_be_read(signed_twice):
    text = pypdf.PdfReader(BytesIO(signed_twice)).pages[0].extract_text()
    assert "Živa Čuček Šinkovec" in text


def test_a_screen_reader_hears_whose_signature_each_field_is(decision):
    fields = pypdf.PdfReader(BytesIO(decision)).get_fields()
    assert fields["led"]["/TU"] == "Elektronski podpis uradne osebe, ki je vodila postopek: Anže Žagar"
    assert fields["decided"]["/TU"] == "Elektronski podpis uradne osebe, ki odloča: Špela Kovačič"


def test_a_letter_signed_by_one_person_has_one_field():
    pdf = compose("call_to_supplement", letter("call_to_supplement"), language="sl")
    assert list(pypdf.PdfReader(BytesIO(pdf)).get_fields()) == ["led"]


def test_an_unsigned_letter_has_no_signatures_to_report(decision, reports):
    assert reports(decision) == []


def test_a_changed_byte_of_the_letter_breaks_both_signatures(signed_twice, reports):
    at = signed_twice.index(b"/Title<") + len(b"/Title<FEFF")
    changed = (
        signed_twice[:at] + (b"1" if signed_twice[at : at + 1] == b"0" else b"0") + signed_twice[at + 1 :]
    )
    assert [(report.intact, report.valid) for report in reports(changed)] == [(False, False)] * 2


def test_something_added_after_the_last_signature_is_no_permitted_change(signed_twice, reports):
    writer = pypdf.PdfWriter(BytesIO(signed_twice), incremental=True)
    writer.pages[0][pypdf.generic.NameObject("/Rotate")] = pypdf.generic.NumberObject(180)
    out = BytesIO()
    writer.write(out)
    led, decided = reports(out.getvalue())
    assert (led.intact, decided.intact) == (True, True)
    assert (led.valid, decided.valid) == (False, False)
    assert not decided.covers_everything


def test_a_signature_under_a_foreign_root_is_not_trusted(signed_twice, tmp_path):
    foreign = open_authority(tmp_path / "foreign")
    for report in verify(signed_twice, trust_roots=[foreign.root_certificate]):
        assert report.intact
        assert not report.trusted
        assert not report.valid


def test_a_signature_made_with_another_key_than_the_certificate_names_is_invalid(decision, leader, reports):
    forger = replace(leader, key=ec.generate_private_key(ec.SECP256R1()))
    (report,) = reports(sign(decision, field="led", signer=forger, reason="podpis", at=NOON))
    assert not report.intact


def test_a_certificate_that_has_run_out_is_not_trusted_at_that_moment(signed_twice, authority):
    later = datetime.now(UTC) + timedelta(days=365 * 12)
    reports = verify(signed_twice, trust_roots=[authority.root_certificate], moment=later)
    assert [report.trusted for report in reports] == [False, False]


def test_a_signed_field_is_never_signed_over(decision, sign_as_leader):
    signed = sign_as_leader(decision)
    with pytest.raises(SigningError, match="“led” is signed already"):
        sign_as_leader(signed)


def test_a_letter_without_the_field_cannot_be_signed_there(sign_as_decider):
    call = compose("call_to_supplement", letter("call_to_supplement"), language="sl")
    with pytest.raises(SigningError, match=r"no signature field “decided” \(its fields: led\)"):
        sign_as_decider(call)


def test_bytes_that_are_no_pdf_are_refused(authority):
    with pytest.raises(SigningError, match="cannot be read as a signed PDF"):
        verify(b"not a document", trust_roots=[authority.root_certificate])


def test_any_holder_of_a_key_can_sign_such_as_a_smart_card(decision, leader, reports):
    class Card:
        """Stands for a PKCS#11 token: it gives its certificate and signs, and never shows its key."""

        certificate = leader.certificate
        chain = leader.chain
        asked = 0

        def sign(self, data: bytes) -> bytes:
            self.asked += 1
            return leader.key.sign(data, ec.ECDSA(hashes.SHA256()))

    card = Card()
    (report,) = reports(sign(decision, field="led", signer=card, reason="podpis", at=NOON))
    assert report.valid
    assert card.asked == 1


def test_a_card_with_an_rsa_key_and_large_certificates_can_sign(decision, decider):
    key = rsa.generate_private_key(public_exponent=65537, key_size=4096)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Kvalificirana Podpisnica")])
    usage = dict.fromkeys(inspect.signature(x509.KeyUsage).parameters, False) | {"content_commitment": True}
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(NOON)
        .not_valid_after(datetime.now(UTC) + timedelta(days=365 * 20))
        .add_extension(x509.KeyUsage(**usage), critical=True)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
        .public_bytes(Encoding.DER)
    )

    class Card:
        chain = [decider.certificate]

        def __init__(self) -> None:
            self.certificate = certificate

        def sign(self, data: bytes) -> bytes:
            return key.sign(data, padding.PKCS1v15(), hashes.SHA256())

    signed = sign(decision, field="led", signer=Card(), reason="podpis", at=NOON)
    (report,) = verify(signed, trust_roots=[certificate])
    assert report.intact
    assert report.signer == "Kvalificirana Podpisnica"
    assert violations(signed) == []


def test_keys_are_for_their_owner_only_and_made_once(tmp_path):
    folder = tmp_path / "keys"
    first = open_authority(folder).signer("w7", name="Anže Žagar", organisation="CSD")
    again = open_authority(folder).signer("w7", name="Anže Žagar", organisation="CSD")
    assert again.certificate == first.certificate
    assert {path.name for path in folder.iterdir()} == {"root.pem", "w7.pem"}
    assert {stat.S_IMODE(os.stat(path).st_mode) for path in folder.iterdir()} == {0o600}
    assert stat.S_IMODE(os.stat(folder).st_mode) == 0o700


@pytest.mark.parametrize("holder", ["../root", "a/b", ".hidden"])
def test_a_holder_cannot_name_a_file_elsewhere(tmp_path, holder):
    with pytest.raises(ValueError, match="cannot name a key file"):
        open_authority(tmp_path).signer(holder, name="X", organisation="Y")


def test_the_signer_of_the_development_authority_is_a_plain_signer(leader):
    assert isinstance(leader, KeyFileSigner)
    leader.key.public_key().verify(leader.sign(b"x"), b"x", ec.ECDSA(hashes.SHA256()))
