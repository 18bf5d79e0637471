#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The contrasts of the page's colours, from the custom properties of the style sheet: on a light screen, on a dark one, on paper printed from either.
Thresholds and formula are those of WCAG 2.1: 1.4.3 for text (4.5), 1.4.11 for parts of graphics and the line of focus (3).   usage: contrast [FILE]"""
import re, sys
from lib import verdict

TEXTS = [(text, ground) for text in ('ink', 'quiet', 'link', 'accent') for ground in ('paper', 'soft')]
# the bars and the line of focus on the page, the marks of the patterns on their waits: what tells two waits apart without their colours
GRAPHICS = [('accent', 'paper'), ('accent', 'soft'), ('mark', 'wait-1'), ('mark', 'wait-2'), ('mark-3', 'wait-3')]
PAIRS = [(pair, 4.5) for pair in TEXTS] + [(pair, 3) for pair in GRAPHICS]


def luminance(colour):
    def linear(value):
        return value / 12.92 if value <= 0.03928 else ((value + 0.055) / 1.055) ** 2.4
    red, green, blue = (linear(int(colour[i:i + 2], 16) / 255) for i in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def colours(css):
    """The properties of :root, under no condition and by the condition of the @media around it."""
    found = {}
    for condition, block in re.findall(r'(?:@media ([^{]*) \{[^@]*?(?:@page[^}]*\}\s*)?)?:root \{([^}]*)\}', css):
        found[condition] = dict(re.findall(r'--([a-z0-9-]+): (#[0-9a-f]{6});', block))
    return found


with open(sys.argv[1] if len(sys.argv) > 1 else 'src/report/report.css', encoding='utf-8') as file:
    found = colours(file.read())
verdict('the formula: black on white is 21, white on white 1, #767676 on white just passes',
        round(contrast('#000000', '#ffffff'), 9) == 21 and contrast('#ffffff', '#ffffff') == 1 and 4.5 < contrast('#767676', '#ffffff') < 4.6)
verdict('three sets of colours', sorted(found) == ['', '(prefers-color-scheme: dark)', 'print'])
light = found['']
dark = {**light, **found['(prefers-color-scheme: dark)']}
for place, set_of in (('light', light), ('dark', dark), ('print', {**light, **found['print']}), ('print from dark', {**dark, **found['print']})):
    for (one, other), least in PAIRS:
        ratio = contrast(set_of[one], set_of[other])
        verdict(f'{place}: {one} on {other}: {ratio:.2f}, at least {least}', ratio >= least)
