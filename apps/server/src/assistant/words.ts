/** Sentences about a product that the assistant finds and shows, in both languages. */
import type { Tongue } from '@occtet/toolkit/assistant'

export interface ReleaseCounts {
  readonly all: number
  readonly open: number
  readonly searched: number
}

interface Words {
  readonly finding: {
    readonly title: (advisory: string, purl: string) => string
    readonly level: (purl: string, level: string) => string
    readonly exploited: string
    readonly fix: (version: string) => string
    readonly noFix: string
    readonly state: (state: string, status: string | null) => string
  }
  readonly release: {
    readonly title: (product: string, version: string) => string
    /** How people ask for it. */
    readonly asks: readonly string[]
    readonly none: (product: string) => string
    readonly unread: string
    readonly counts: (at: string, counts: ReleaseCounts) => string
    readonly rest: (open: number, searched: number) => string
  }
  readonly requirement: {
    readonly title: (title: string) => string
    readonly text: (state: string, proof: string, paper: string) => string
    readonly states: Readonly<Record<'met' | 'partly' | 'gap' | 'unknown' | 'not-applicable', string>>
  }
  readonly unreadable: { readonly title: string }
}

export const words: Readonly<Record<Tongue, Words>> = {
  en: {
    finding: {
      title: (advisory, purl) => `${advisory} in ${purl}`,
      level: (purl, level) => `${purl} has a known vulnerability of level ${level}.`,
      exploited: 'It is being exploited.',
      fix: (version) => `Version ${version} repairs it.`,
      noFix: 'No version that repairs it is known.',
      state: (state, status) =>
        status === null ? 'Nobody has decided on it yet.' : `Decided: ${status} (${state}).`,
    },
    release: {
      title: (product, version) => `Findings and vulnerabilities of ${product} ${version}`,
      asks: [
        'How many findings are open?',
        'How many vulnerabilities does the product have?',
        'Are there open findings?',
        'How many findings are left to decide?',
        'When was this release analysed?',
        'open findings count',
      ],
      none: (product) => `${product} has no release yet, so its vulnerabilities are unknown.`,
      unread: 'This release was not analysed yet, so whether it has vulnerabilities is unknown.',
      counts: (at, { all, open }) => `Analysed on ${at}: ${all} findings, ${open} of them not settled.`,
      rest: (open, searched) => `The ${searched} most urgent are searched here, ${open - searched} are not.`,
    },
    requirement: {
      title: (title) => `Where the product stands: ${title}`,
      text: (state, proof, paper) =>
        `By the answers: ${state}. Proof: ${proof}. In the risk assessment: ${paper}.`,
      states: {
        met: 'met',
        partly: 'partly met',
        gap: 'a gap',
        unknown: 'unknown',
        'not-applicable': 'not applicable',
      },
    },
    unreadable: { title: 'Part of the self-assessment cannot be read' },
  },
  de: {
    finding: {
      title: (advisory, purl) => `${advisory} in ${purl}`,
      level: (purl, level) => `${purl} hat eine bekannte Schwachstelle der Stufe ${level}.`,
      exploited: 'Sie wird ausgenutzt.',
      fix: (version) => `Version ${version} behebt sie.`,
      noFix: 'Eine Version, die sie behebt, ist nicht bekannt.',
      state: (state, status) =>
        status === null ? 'Noch niemand hat darüber entschieden.' : `Entschieden: ${status} (${state}).`,
    },
    release: {
      title: (product, version) => `Funde und Schwachstellen von ${product} ${version}`,
      asks: [
        'Wie viele Funde sind offen?',
        'Wie viele Schwachstellen hat das Produkt?',
        'Gibt es offene Funde?',
        'Wie viele Funde sind noch zu entscheiden?',
        'Wann wurde diese Version untersucht?',
        'Anzahl offene Funde',
      ],
      none: (product) => `${product} hat noch keine Version, also sind die Schwachstellen unbekannt.`,
      unread: 'Diese Version wurde noch nicht untersucht, also ist unbekannt, ob sie Schwachstellen hat.',
      counts: (at, { all, open }) => `Untersucht am ${at}: ${all} Funde, davon ${open} nicht erledigt.`,
      rest: (open, searched) =>
        `Die ${searched} dringendsten werden hier durchsucht, ${open - searched} nicht.`,
    },
    requirement: {
      title: (title) => `Wie das Produkt steht: ${title}`,
      text: (state, proof, paper) =>
        `Nach den Antworten: ${state}. Nachweis: ${proof}. In der Risikobewertung: ${paper}.`,
      states: {
        met: 'erfüllt',
        partly: 'teilweise erfüllt',
        gap: 'eine Lücke',
        unknown: 'unbekannt',
        'not-applicable': 'nicht anwendbar',
      },
    },
    unreadable: { title: 'Ein Teil der Selbstbewertung ist nicht lesbar' },
  },
}
