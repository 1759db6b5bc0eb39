"""Articles are named as a sentence names them, in three languages."""

from __future__ import annotations

import pytest

from opora.catalogue import catalogue
from opora.documents.articles import spoken_articles


@pytest.mark.parametrize(
    ("article", "nominative", "genitive", "italian", "english"),
    [
        ("107", "107. člen", "107. člena", "articolo 107", "article 107"),
        ("200-204", "200. do 204. člen", "200. do 204. člena", "articoli 200-204", "articles 200 to 204"),
        ("163-164", "163. in 164. člen", "163. in 164. člena", "articoli 163-164", "articles 163 to 164"),
        (
            "173(2)", "drugi odstavek 173. člena", "drugega odstavka 173. člena",
            "articolo 173, comma 2", "article 173(2)",
        ),
        ("160(3)", "tretji odstavek 160. člena", "tretjega odstavka 160. člena", "articolo 160, comma 3",
         "article 160(3)"),
        ("161 a, 162", "161.a in 162. člen", "161.a in 162. člena", "articoli 161.a e 162",
         "articles 161.a and 162"),
        ("9, 17, 25", "9., 17. in 25. člen", "9., 17. in 25. člena", "articoli 9, 17 e 25",
         "articles 9, 17 and 25"),
        ("priloga", "čl. priloga", "čl. priloga", "art. priloga", "article priloga"),
    ],
)  # fmt: skip
def test_an_article_is_named_in_words(article, nominative, genitive, italian, english):
    assert spoken_articles(article, "sl") == nominative
    assert spoken_articles(article, "sl", after=True) == genitive
    assert (spoken_articles(article, "it"), spoken_articles(article, "en")) == (italian, english)


def test_every_article_of_the_catalogue_can_be_named():
    articles = {
        basis.article
        for versions in catalogue().tasks.values()
        for basis in versions[-1].legal_basis
        if basis.article
    }
    assert len(articles) > 50
    assert not [each for each in articles if spoken_articles(each, "sl").startswith("čl.")]
