"""A chart that cannot draw every bar draws the largest."""

from opora.reports.reform.charts import MORE, MOST_BARS, Bar, bar_chart


def test_a_chart_draws_the_largest_bars_in_the_order_in_which_they_came():
    small = [Bar(f"small {number}", 0, "0", MORE) for number in range(MOST_BARS + 5)]
    large = [Bar("first", -300, "-3", MORE), Bar("last", 200, "2", MORE)]
    drawn = bar_chart("Change", [large[0], *small, large[1]])
    assert drawn.count("<rect") == MOST_BARS
    assert drawn.index(">first<") < drawn.index(">small 0<") < drawn.index(">last<")
