"""The demo centre: a generated population, its workers, its registers, its applications and its social work.

Everything is drawn from one seed and nobody in it is real: family names are put together from syllables,
and an EMŠO has a region that was never assigned. What it does not do: it changes no rule and no room; the
applications go through the same acts as everybody's.

The names to know: `load_demo` (centre.py), `draw_population` (population.py), `load_population`
(loading.py), `DemoRegisters` (registers.py), `file_demo_applications` (applications.py), `tell_social_work`
(social_work).
"""
