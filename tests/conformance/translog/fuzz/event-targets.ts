/** Payloads of events and the fields that can be erased. */
import {
  digestDisclosure,
  formatEvent,
  parseDisclosure,
  parseEvent,
} from '../../../../packages/toolkit/src/ledger/index.ts'
import { accepted, type FuzzTarget, refused, textTarget } from './target.ts'

const disclosures = [
  '["AAAAAAAAAAAAAAAAAAAAAA==","actor",{"name":"É"}]',
  '["AQIDBAUGBwgJCgsMDQ4PEA==","note",[1,-2,null,true,""]]',
]
const hash = digestDisclosure({ text: disclosures[0] ?? '' })

const event = JSON.stringify({
  actor: { kind: 'user', ref: hash },
  data: { count: 3, digests: [hash], text: 'é' },
  evidence: [{ digest: { sha256: 'ab'.repeat(32) }, name: 'report.pdf' }],
  id: '01JAAAAAAAAAAAAAAAAAAAAAAA',
  legal: ['CRA:14(2)(a)'],
  origin: 'ledger.example/a',
  prev: ['01JAAAAAAAAAAAAAAAAAAAAAAB'],
  product: 'hub',
  sd: [hash],
  subject: [{ digest: { sha256: '00'.repeat(32) }, name: 'sbom' }],
  time: '2026-11-22T16:17:18.123Z',
  type: 'x.fuzzed',
  v: 1,
})

export const eventTargets: readonly FuzzTarget[] = [
  {
    name: 'ledger event',
    samples: [Buffer.from(event)],
    check: (input) => {
      const read = parseEvent(input)
      return read.ok ? accepted(input, formatEvent(read.value)) : refused
    },
  },
  textTarget('disclosure', disclosures, { parse: parseDisclosure, format: ({ text }) => text }),
]
