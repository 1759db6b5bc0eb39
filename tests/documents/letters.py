"""Generated letters for the tests of documents: short, long, and in two languages. Nobody in them exists."""

from __future__ import annotations

import copy
from typing import Any

SHEET: dict[str, Any] = {
    "letterhead": {
        "organisation": "Center za socialno delo Južna Primorska",
        "unit": "Enota Koper",
        "address": ["Cesta Zore Perello - Godina 7", "6000 Koper"],
        "contacts": ["05 000 00 00", "gp.csd@primer.example"],
    },
    "addressee": ["Živa Čuček Šinkovec", "Prešernova ulica 12 b", "6310 Izola"],
    "marks": ["OSEBNO VROČANJE"],
    "case_number": "1232-118/2026-7",
    "issued_on": "2026-05-04",
    "details": [
        {"label": "Obravnava", "value": "Anže Žagar"},
        {"label": "Telefon", "value": "05 000 00 12"},
    ],
    "signatures": {
        "led": {"name": "Anže Žagar", "title": "univ. dipl. soc. del.", "post": "strokovni delavec"},
        "decided": {"name": "Špela Kovačič", "title": "mag. prav.", "post": "vodja enote"},
    },
    "delivery": ["Živa Čuček Šinkovec, osebno", "arhiv, tu"],
}

INTRODUCTION = (
    "Center za socialno delo Južna Primorska, Enota Koper, na podlagi Zakona o socialno varstvenih prejemkih "
    "in Zakona o splošnem upravnem postopku v upravni zadevi uveljavljanja denarne socialne pomoči, začeti na "
    "zahtevo stranke Žive Čuček Šinkovec z dne 14. 4. 2026, izdaja naslednjo"
)
INSTRUCTION = [
    "Zoper to odločbo je dovoljena pritožba v 15 dneh od dneva vročitve. O pritožbi odloča Ministrstvo za delo, "
    "družino, socialne zadeve in enake možnosti.",
    "Pritožbo vložite pri tem centru, pisno po pošti, v elektronski obliki ali ustno na zapisnik. Za pritožbo se "
    "taksa ne plača. Pritožba ne zadrži izvršitve odločbe.",
]
PERIODS = {
    "kind": "table",
    "columns": [
        {"label": "Od", "holds": "date"},
        {"label": "Do", "holds": "date"},
        {"label": "Znesek na mesec v EUR", "holds": "amount"},
    ],
    "rows": [["2026-05-01", "2026-07-31", "1421.89"], ["2026-08-01", "2026-10-31", "389.5"]],
}
INCOME = {
    "kind": "table",
    "caption": "Dohodki, ki se upoštevajo",
    "columns": [
        {"label": "Oseba"},
        {"label": "Vrsta dohodka"},
        {"label": "Znesek v EUR", "holds": "amount"},
    ],
    "rows": [
        ["Živa Čuček Šinkovec", "plača iz delovnega razmerja", "412.30"],
        ["Maksimilijan Aleksander Šinkovec-Žnidaršič", "preživnina po sodni poravnavi", "120"],
        ["Črt Šinkovec", "štipendija", None],
    ],
    "total": ["Skupaj", None, "532.30"],
}
REASONING = (
    "Vlogi ste priložili potrdilo o plači in izpisek transakcijskega računa. Podatke o premoženju smo pridobili "
    "po uradni dolžnosti. Iz njih izhaja, da lastni dohodek vaše družine ne dosega minimalnega dohodka, ki ga "
    "zakon določa za družino vaše velikosti, zato vam denarna socialna pomoč pripada v višini razlike."
)


def decision(sections: int = 1) -> dict[str, Any]:
    """Odločba; one section of reasons fits on a page with the rest, eight need three pages."""
    return SHEET | {
        "title": "ODLOČBA",
        "subject": "Denarna socialna pomoč",
        "introduction": [INTRODUCTION],
        "operative": [
            {
                "text": "Živi Čuček Šinkovec, roj. 2. 3. 1990, se denarna socialna pomoč prizna v znesku, kot sledi:",
                "blocks": [PERIODS],
            },
            {"text": "Stroškov postopka ni bilo."},
        ],
        "reasons": [
            {"heading": f"{number}. Dohodki in premoženje", "blocks": [REASONING, *([INCOME] if number % 2 else [])]}
            for number in range(1, sections + 1)
        ],
        "instruction": INSTRUCTION,
    }


def informative_calculation() -> dict[str, Any]:
    return decision(sections=2) | {
        "title": "INFORMATIVNI IZRAČUN",
        "subject": "Otroški dodatek",
        "dispatched_on": "2026-05-05",
        "key_dates": [{"label": "Ugovor lahko vložite do", "value": "10. 6. 2026"}],
    }


def rejection_ruling() -> dict[str, Any]:
    return decision(sections=1) | {"title": "SKLEP", "subject": "Zavrženje vloge", "attachments": ["poziv z dne 1. 4. 2026"]}


def call_to_supplement() -> dict[str, Any]:
    return SHEET | {
        "title": "POZIV K DOPOLNITVI VLOGE",
        "subject": "Denarna socialna pomoč",
        "introduction": ["Vaša vloga z dne 14. 4. 2026 še ni popolna, zato o njej ne moremo odločiti."],
        "missing": [
            {"what": "Potrdilo o plači za marec 2026", "note": "Izda ga delodajalec."},
            {"what": "Izpisek transakcijskega računa za zadnje tri mesece"},
        ],
        "due_on": "2026-05-19",
        "how_to_send": ["Po pošti, po elektronski pošti ali osebno v času uradnih ur."],
        "consequences": ["Če vloge do tega dne ne dopolnite, jo bomo s sklepom zavrgli."],
        "signatures": {"led": SHEET["signatures"]["led"]},
    }


LETTERS = {
    "decision": decision,
    "informative_calculation": informative_calculation,
    "rejection_ruling": rejection_ruling,
    "call_to_supplement": call_to_supplement,
}


def italian(letter: dict[str, Any]) -> dict[str, Any]:
    """The same letter with the words that matter here in Italian; whole translation is not the point."""
    other = copy.deepcopy(letter)
    other["letterhead"] |= {"organisation": "Centro di assistenza sociale Litorale meridionale", "unit": "Unità di Capodistria"}
    other["marks"] = ["NOTIFICA PERSONALE"]
    other["title"] = {"ODLOČBA": "DECISIONE", "SKLEP": "DELIBERA", "INFORMATIVNI IZRAČUN": "CALCOLO INFORMATIVO"}.get(
        letter["title"], "INVITO A INTEGRARE LA DOMANDA"
    )
    other["subject"] = "Assistenza sociale in denaro"
    other["introduction"] = [
        "Il Centro di assistenza sociale Litorale meridionale, Unità di Capodistria, ai sensi della Legge sulle "
        "prestazioni di assistenza sociale e della Legge sulla procedura amministrativa generale, nel procedimento "
        "avviato su richiesta della parte in data 14. 4. 2026, emette la seguente"
    ]
    if "instruction" in other:
        other["instruction"] = [
            "Contro la presente è ammesso ricorso entro 15 giorni dalla notifica. Sul ricorso decide il Ministero "
            "del lavoro, della famiglia, degli affari sociali e delle pari opportunità.",
            "Il ricorso va presentato a questo centro per iscritto o oralmente a verbale; non è soggetto a tassa e "
            "non sospende l’esecuzione.",
        ]
        for section in other["reasons"]:
            section["heading"] = section["heading"].replace("Dohodki in premoženje", "Redditi e patrimonio")
            section["blocks"][0] = (
                "Alla domanda avete allegato la busta paga e l’estratto conto. I dati sul patrimonio sono stati "
                "acquisiti d’ufficio. Ne risulta che il reddito della famiglia non raggiunge il minimo previsto "
                "dalla legge, perciò l’assistenza spetta per la differenza: così è stato deciso."
            )
        other["operative"][0]["text"] = "L’assistenza sociale in denaro è riconosciuta nei seguenti importi:"
        other["operative"][1]["text"] = "Non vi sono state spese procedurali."
    for each in other["signatures"].values():
        each["post"] = "operatore professionale"
    return other


def bilingual(letter: dict[str, Any]) -> dict[str, Any]:
    return {"sl": letter, "it": italian(letter)}
