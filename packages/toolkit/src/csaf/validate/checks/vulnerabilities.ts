/** Ids of vulnerabilities, and who was involved when. */
import { both, type CsafTest, only21 } from '../csaf-test.ts'
import { parseInstant } from '../instant.ts'
import { children, has, quote, text, textAt } from '../node.ts'

/** Data: Registry for Vulnerability ID Systems for CSAF, of 2026-02-06. */
const idSystems: ReadonlyMap<string, { readonly name: string; readonly pattern: RegExp }> = new Map([
  ['https://github.com/oasis-tcs/csaf', { name: 'OASIS Open CSAF TC GitHub Issues', pattern: /^#[1-9]\d*$/ }],
  ['https://euvd.enisa.europa.eu', { name: 'EUVD IDs', pattern: /^EUVD-[1-9][0-9]{3}-[0-9]{4,}$/ }],
])

export const vulnerabilityTests: readonly CsafTest[] = [
  {
    id: '6.1.23',
    title: 'Multiple Use of Same CVE',
    versions: both,
    *run({ vulnerabilities }) {
      const seen = new Set<string>()
      for (const { text: cve, path } of vulnerabilities.flatMap(({ node }) => textAt(node, 'cve'))) {
        if (seen.has(cve)) yield { path, message: `${quote(cve)} has an item of its own already` }
        seen.add(cve)
      }
    },
  },
  {
    id: '6.1.24',
    title: 'Multiple Definition in Involvements',
    versions: both,
    *run({ vulnerabilities }) {
      for (const { node } of vulnerabilities) {
        const seen = new Set<string>()
        for (const item of children(node, 'involvements')) {
          const date = text(item, 'date')
          const time = parseInstant(date ?? '')
          const when = time === undefined ? date : `${time.seconds}.${time.fraction}`
          const key = `${text(item, 'party') ?? ''}\0${when ?? ''}`
          if (seen.has(key))
            yield { path: item.path, message: 'the same party is involved twice at that time' }
          seen.add(key)
        }
      }
    },
  },
  {
    id: '6.2.7',
    title: 'Missing Date in Involvements',
    versions: both,
    *run({ vulnerabilities }) {
      for (const item of vulnerabilities.flatMap(({ node }) => children(node, 'involvements'))) {
        if (!has(item, 'date')) yield { path: item.path, message: 'the involvement has no date' }
      }
    },
  },
  {
    id: '6.2.17',
    title: 'CVE in Field IDs',
    versions: both,
    *run({ vulnerabilities }) {
      for (const item of vulnerabilities.flatMap(({ node }) => children(node, 'ids'))) {
        const id = text(item, 'text') ?? ''
        if (/^CVE-[0-9]{4}-[0-9]{4,}$/.test(id))
          yield { path: item.path, message: `${quote(id)} belongs into cve` }
      }
    },
  },
  {
    id: '6.2.53',
    title: 'Matching Text for Registered ID System',
    versions: only21,
    *run({ vulnerabilities }) {
      for (const item of vulnerabilities.flatMap(({ node }) => children(node, 'ids'))) {
        const [system, id] = [idSystems.get(text(item, 'system_name') ?? ''), text(item, 'text') ?? '']
        if (system !== undefined && !system.pattern.test(id))
          yield { path: `${item.path}/text`, message: `${quote(id)} is none of the ${system.name}` }
      }
    },
  },
  {
    id: '6.3.3',
    title: 'Missing CVE',
    versions: both,
    *run({ vulnerabilities }) {
      for (const { node } of vulnerabilities) {
        if (!has(node, 'cve')) yield { path: node.path, message: 'the vulnerability has no CVE' }
      }
    },
  },
  {
    id: '6.3.20',
    title: 'Use of Unregistered ID System',
    versions: only21,
    *run({ vulnerabilities }) {
      for (const item of vulnerabilities.flatMap(({ node }) => children(node, 'ids'))) {
        for (const { text: system, path } of textAt(item, 'system_name')) {
          if (!idSystems.has(system)) yield { path, message: `${quote(system)} is not registered` }
        }
      }
    },
  },
]
