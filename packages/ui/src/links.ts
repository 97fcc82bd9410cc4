/** Addresses of public advisory pages, built from ids alone: no address of an outside record is ever followed. */

interface Rule {
  readonly id: RegExp
  readonly name: string
  readonly base: string
}

/** Each pattern names every character it lets through, so an id cannot leave the path it is put into. */
const rules: readonly Rule[] = [
  { id: /^GHSA(-[0-9a-z]{4}){3}$/, name: 'GitHub', base: 'https://github.com/advisories/' },
  { id: /^CVE-[0-9]{4}-[0-9]{4,19}$/, name: 'NVD', base: 'https://nvd.nist.gov/vuln/detail/' },
  { id: /^CVE-[0-9]{4}-[0-9]{4,19}$/, name: 'CVE', base: 'https://www.cve.org/CVERecord?id=' },
  {
    id: /^(GHSA|GO|PYSEC|RUSTSEC|MAL|OSV|HSEC|JLSEC|RSEC|BIT|DRUPAL|DSA|DLA|USN|ALSA|RHSA|CVE)-[0-9A-Za-z-]{4,60}$/,
    name: 'OSV',
    base: 'https://osv.dev/vulnerability/',
  },
]

export interface AdvisoryLink {
  readonly name: string
  readonly href: string
}

/** Public pages about one id, best first; empty for an id whose form is not known. */
export function advisoryLinks(id: string): readonly AdvisoryLink[] {
  return rules.filter((rule) => rule.id.test(id)).map(({ name, base }) => ({ name, href: base + id }))
}
