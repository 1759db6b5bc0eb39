"""How an article is printed: with its number only where somebody has read it."""


def article_to_print(article: str, *, confirmed: bool) -> str:
    """The article, or the act's name alone where nobody has confirmed the number."""
    return article if confirmed else act_of(article)


def act_of(article: str) -> str:
    """The act alone."""
    return article.split()[0]
