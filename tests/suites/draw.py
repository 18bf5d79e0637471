# SPDX-License-Identifier: MIT
"""Profiles drawn by number: town(seed, number) is the same everywhere. A profile is a dictionary under its canonical names, text() writes it.
All kinds and sizes, from two lines to nearly every fact; a fact that is left out is unknown. Dates lie before, inside and after the pre-election
periods. What a drawn profile states is always accepted, so that a refusal is a fault of the program."""
import collections, datetime, json, random, re

from lib import ROOT

Town = collections.namedtuple('Town', 'seed number profile date edition')

KINDS = {  # inhabitants that such an authority may have
    'commune': [50, 122, 570, 912, 999, 1000, 1480, 1999, 2000, 2600, 3499, 3500, 6840, 11000, 15200, 27000, 63000, 148000, 480000, 2100000],
    'intercommunality': [4200, 15800, 48200, 60000, 410000, 1900000],
    'department': [76000, 250000, 661852, 2600000],
    'region': [350000, 3000000, 12000000],
    'public-body': [0, 5000, 60000, 900000],
}
DEPARTMENTS = ['01', '13', '2A', '42', '57', '59', '67', '68', '75', '971', '972', '973', '974', '976']
DATES = ['2026-11-25'] * 6 + [
    '2025-07-15', '2025-10-01', '2026-02-10', '2026-03-23', '2026-11-29', '2026-12-24', '2027-03-20', '2027-06-30', '2027-10-01', '2028-02-10',
    '2028-04-03', '2029-05-02', '2031-06-20', '2031-10-15', '2032-04-01',
]
AUDIENCES = ['residents', 'youth', 'families', 'seniors', 'newcomers', 'visitors', 'businesses', 'job-seekers', 'professionals', 'journalists',
             'advertisers', 'tech-community', 'associations', 'staff', 'elected-officials', 'peers', 'abroad']
GOALS = ['visibility', 'reach-youth', 'proximity', 'promote-events', 'employment', 'press-relations', 'professional-watch', 'dialogue',
         'citizen-feedback', 'incident-reporting', 'participation', 'share-video', 'share-photos', 'share-documents', 'news-portal', 'mapping',
         'staff-network', 'crisis-information', 'attractiveness', 'tourism']
FEARS = ['bandwidth', 'private-use', 'loss-of-control', 'criticism', 'security', 'legal', 'time']
CLASSES = ['routine', 'reply', 'sensitive', 'urgent']
ROLES = ['author', 'department-head', 'communication', 'community-manager', 'communication-director', 'director-general', 'legal', 'mayors-office',
         'executive', 'elected-official', 'agency', 'clerk']
SMALL_ROLES = ['author', 'clerk', 'executive', 'elected-official', 'department-head']
DELAYS = ['15min', '30min', '1h', '2h', '4h', '1d', '2d', '1w']
COMMENTS = ['open', 'moderated', 'closed']
YES_NO = ['yes', 'no']
CHOICES = {
    'internal': {
        'strategy': ['none', 'draft', 'adopted'], 'liaison': ['organised', 'informal', 'missing'],
        'publishers': ['communication-only', 'several-departments'], 'letting_go': ['ready', 'hesitant', 'refused'],
        'network_access': ['open', 'filtered', 'blocked'], 'usage_charter': ['none', 'draft', 'signed'],
        'it_director': ['supportive', 'neutral', 'opposed'], 'communication_director': ['expert', 'comfortable', 'novice', 'absent'],
        'in_house_expertise': YES_NO, 'outside_help': ['engaged', 'planned', 'none'],
        'ambition': ['presence', 'audience', 'dialogue', 'co-production'],
    },
    'means': {
        'community_manager': ['dedicated', 'shared', 'none'], 'hours_per_week': [0, 1, 3, 5, 10, 20, 35, 70, 140],
        'coverage': ['office-hours', 'extended', 'every-day'], 'remote_work': YES_NO, 'backup': YES_NO,
        'moderation': ['none', 'occasional', 'daily'], 'on_call': YES_NO, 'training': YES_NO, 'budget_per_year': [0, 500, 4000, 25000, 130000],
        'team': [0, 1, 2, 5, 18], 'reports_to': ['director-general', 'mayors-office', 'elected-official', 'other'],
        'absence_percent': [0, 10, 20, 45], 'absence_days': [1, 5, 20],
    },
    'presence': {
        'website': YES_NO, 'magazine': YES_NO, 'newsletter': YES_NO, 'alert_app': YES_NO, 'account_register': YES_NO,
        'x_decision': ['none', 'stay', 'leave'],
    },
    'editorial': {
        'mode': ['conversational', 'mixed', 'institutional', 'feed'], 'comments': COMMENTS, 'private_messages': ['open', 'closed'],
        'accessible_posts': YES_NO, 'archiving': YES_NO, 'moderation_charter': YES_NO,
    },
}
SETS = {'internal': ('fears', FEARS), 'editorial': ('promoted_on', ['print', 'magazine', 'website', 'signage'])}
PROJECT_ROLES = ['communication-director', 'community-manager', 'director-general', 'executive', 'elected-official']
EXCEPTIONS = ['usage-charter', 'write-strategy', 'moderation-rules', 'publication-director', 'review-results']
CODES = ['01002', '42186', '53186', '67482', '93066', '97105', '75056', '29155', '99999']  # one alone in its grouping, one in none, one unknown
OTHERS = ['nextdoor', 'messenger', 'panneaupocket']


def catalogue(edition):
    """The platforms of an edition, by their ids."""
    with open(f'{ROOT}/src/knowledge/catalogues/{edition}.yaml', encoding='utf-8') as file:
        return re.findall(r'^  - id: (\S+)', file.read(), re.M)


CATALOGUES = {edition: catalogue(edition) for edition in ('2011', '2026')}
COMMON = {'2011': ['facebook', 'twitter'], '2026': ['facebook', 'instagram', 'x', 'linkedin', 'youtube', 'tiktok', 'whatsapp', 'alert-app']}


class Drawer:
    """Draws one profile; `known` is how likely a fact is stated."""

    def __init__(self, seed, number):
        self.rng = random.Random(f'{seed}:{number}')
        self.edition = '2011' if self.chance(0.1) else '2026'
        self.date = datetime.date.fromisoformat(self.rng.choice(DATES))
        self.known = self.rng.choice([0.03, 0.15, 0.3, 0.5, 0.7, 0.85, 0.95, 1])

    def chance(self, share):
        return self.rng.random() < share

    def is_known(self):
        return self.chance(self.known)

    def some(self, values, most):
        return self.rng.sample(values, self.rng.randint(0, min(most, len(values))))

    def day_before(self):
        """A day clearly within the last six months, or clearly not."""
        days = self.rng.randint(1, 150) if self.chance(0.65) else self.rng.randint(220, 1500)
        return (self.date - datetime.timedelta(days)).isoformat()

    def step(self, small):
        roles = SMALL_ROLES if small and self.chance(0.8) else ROLES
        step = {}
        if self.chance(0.3):
            step['step'] = self.rng.choice(['Draft', 'Proofreading', 'Visa', 'Signature'])
        if self.chance(0.06):
            step.update(by=self.rng.sample(ROLES[1:], 2), any='yes')
        elif self.chance(0.94):
            step['by'] = self.rng.choice(roles)
        if self.chance(self.delays):
            step['delay'] = self.rng.choice(DELAYS)
        for name, values in (('hours', ['office', 'extended', 'always']), ('control', ['before', 'before', 'after']), ('substitute', YES_NO)):
            if self.chance(0.35):
                step[name] = self.rng.choice(values)
        if self.chance(0.4):
            step['for'] = self.rng.sample(CLASSES, self.rng.randint(1, 4))
        if self.chance(0.15):
            step.update(if_silent=self.rng.choice(['publish', 'escalate']), timeout=self.rng.choice(DELAYS))
        if self.chance(0.15):
            step['people'] = self.rng.choice([1, 2, 4])
        return step

    def chain(self, small):
        self.delays = self.rng.choice([0, 0.5, 1, 1])
        steps = [self.step(small) for _ in range(self.rng.choice([0, 1, 2, 3, 3, 4, 5, 6]))]
        if steps and self.chance(0.7):
            steps[0]['by'] = 'author'
            steps[0].pop('any', None)
        return steps

    def account(self, platform):
        account = {'platform': platform}
        if platform == 'other':
            account['name'] = self.rng.choice(OTHERS)
        elif self.chance(0.4):
            account['name'] = self.rng.choice(['Town hall', 'Library', 'Service jeunesse', 'Piscine', 'Tu sais que tu viens d’ici'])
        account['owner'] = self.rng.choice(['official'] * 6 + ['unofficial', 'staff', 'elected'])
        if self.chance(0.06):
            del account['owner']
        choices = {
            'followers': [12, 63, 619, 2500, 11800, 54200], 'admins': [1, 2, 3, 25], 'two_factor': YES_NO, 'comments': COMMENTS,
            'state': ['active'] * 5 + ['dormant', 'suspended', 'closed'], 'form': ['page', 'page', 'group', 'channel', 'list', 'profile'],
            'posts_per_week': [0, 1, 3, 14], 'reach': [40, 1200],
        }
        for name, values in choices.items():
            if self.chance(self.known * (0.7 if name in ('followers', 'admins', 'two_factor', 'state') else 0.3)):
                account[name] = self.rng.choice(values)
        if self.chance(max(self.known, 0.4) * 0.8):
            account['last_post'] = self.day_before()
        if self.chance(self.known * 0.2):
            account['since'] = (self.date - datetime.timedelta(self.rng.randint(1600, 4000))).isoformat()
        if self.chance(self.known * 0.2):
            account['serves'] = self.rng.sample(GOALS, 1)
        if self.chance(self.known * 0.2):
            account['audiences'] = self.rng.sample(AUDIENCES, 1)
        return account

    def accounts(self):
        every, common = CATALOGUES[self.edition], COMMON[self.edition]
        accounts = []
        for _ in range(self.rng.choice([0, 1, 1, 2, 2, 3, 4, 7])):
            if accounts and self.chance(0.2):
                platform = accounts[-1]['platform']
            else:
                platform = 'other' if self.chance(0.06) else self.rng.choice(common if self.chance(0.75) else every)
            accounts.append(self.account(platform))
        return accounts

    def section(self, name):
        """The plain facts of a section that are known."""
        section = {key: self.rng.choice(values) for key, values in CHOICES[name].items() if self.is_known()}
        if name in SETS and self.is_known():
            section[SETS[name][0]] = self.some(SETS[name][1], 3)
        return section

    def profile(self):
        kind = self.rng.choice(['commune'] * 5 + list(KINDS))
        profile = {'name': 'Drawn', 'kind': kind}
        small = False
        if self.is_known() or self.chance(0.5):
            profile['population'] = self.rng.choice(KINDS[kind])
            small = kind == 'commune' and profile['population'] < 2000
        if self.chance(self.known * 0.6):
            profile['department'] = self.rng.choice(DEPARTMENTS)
        if self.chance(0.04):
            profile['country'] = self.rng.choice(['be', 'gb', 'us', 'ch'])
        if self.is_known():
            profile['audiences'] = self.some(AUDIENCES, 4)
        if self.is_known():
            profile['goals'] = self.some(GOALS, 5)
        profile['internal'] = self.section('internal')
        if self.is_known():
            profile['validation_chain'] = self.chain(small)
            if self.chance(0.3):
                profile['publishing_targets'] = {self.rng.choice(CLASSES): self.rng.choice(DELAYS), 'percent': self.rng.choice([50, 80, 99])}
        profile['means'] = self.section('means')
        if self.chance(self.known * 0.2):
            profile['means']['project_hours'] = {self.rng.choice(PROJECT_ROLES): self.rng.choice([1, 4, 12])}
        profile['presence'] = self.section('presence')
        if self.is_known() or self.chance(0.4):
            profile['presence']['accounts'] = self.accounts()
        profile['editorial'] = self.section('editorial')
        if self.chance(0.03):
            profile['exceptions'] = [{'advice': self.rng.choice(EXCEPTIONS), 'reason': 'voted in June'}]
        if kind == 'commune' and self.chance(0.3):
            profile['code'] = self.rng.choice(CODES)
        return {key: value for key, value in profile.items() if value != {}}


def town(seed, number):
    drawer = Drawer(seed, number)
    return Town(seed, number, drawer.profile(), drawer.date, drawer.edition)


def plain(value):
    """In the flow style of YAML; what has no need of quotes goes without."""
    if isinstance(value, dict):
        return '{' + ', '.join(f'{key}: {plain(item)}' for key, item in value.items()) + '}'
    if isinstance(value, list):
        return '[' + ', '.join(plain(item) for item in value) + ']'
    if isinstance(value, str) and not re.fullmatch(r'(?!\d+$)[\w-]+', value):
        return json.dumps(value, ensure_ascii=False)
    return str(value)


def text(profile):
    """As a person would write it: a section a paragraph, a record a line."""
    lines = []
    for key, value in profile.items():
        if isinstance(value, dict):
            lines.append(f'{key}:')
            for name, item in value.items():
                lines += records(f'  {name}', item)
        else:
            lines += records(key, value)
    return '\n'.join(lines) + '\n'


def records(name, value):
    if isinstance(value, list) and value and isinstance(value[0], dict):
        indent = ' ' * (len(name) - len(name.lstrip()) + 2)
        return [f'{name}:'] + [f'{indent}- {plain(item)}' for item in value]
    return [f'{name}: {plain(value)}']


def changed(profile, path, value):
    """The profile with one more answer: `path` as the program names a fact."""
    section, _, name = path.partition('.')
    if not name:
        return {**profile, section: value}
    return {**profile, section: {**profile.get(section, {}), name: value}}


if __name__ == '__main__':
    import sys
    drawn = town(int(sys.argv[1]), int(sys.argv[2]))
    print(f'# --date {drawn.date} --edition {drawn.edition}\n{text(drawn.profile)}', end='')
