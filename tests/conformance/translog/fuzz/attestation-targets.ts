/** Envelopes and bundles of attestations. */
import {
  formatBundle,
  formatEnvelope,
  parseBundle,
  parseEnvelope,
} from '../../../../packages/toolkit/src/attestations/index.ts'
import { acceptedIf, type FuzzTarget, refused } from './target.ts'

const envelope = JSON.stringify({
  payload: Buffer.from('{"_type":"https://in-toto.io/Statement/v1"}').toString('base64'),
  payloadType: 'application/vnd.in-toto+json',
  signatures: [{ sig: 'AAAA' }, { keyid: 'é', sig: Buffer.alloc(64, 7).toString('base64url') }],
})

export const attestationTargets: readonly FuzzTarget[] = [
  {
    name: 'DSSE envelope',
    samples: [Buffer.from(envelope)],
    check: (input) => {
      // Both alphabets and any order of members are allowed; the canonical line must say the same.
      const read = parseEnvelope(input)
      if (!read.ok) return refused
      const once = formatEnvelope(read.value)
      const again = parseEnvelope(once)
      return acceptedIf(again.ok && formatEnvelope(again.value) === once, 'says something else when written')
    },
  },
  {
    name: 'attestation bundle',
    samples: [Buffer.from(`${envelope}\n\n${envelope.replace('AAAA', 'AAAB')}\n`)],
    check: (input) => {
      const lines = parseBundle(input)
      if (!lines.ok) return refused
      const envelopes = lines.value.flatMap(({ envelope: read }) => (read.ok ? [read.value] : []))
      const once = formatBundle(envelopes)
      const again = parseBundle(Buffer.from(once))
      const read = again.ok
        ? again.value.flatMap((line) => (line.envelope.ok ? [line.envelope.value] : []))
        : []
      return acceptedIf(again.ok && formatBundle(read) === once, 'says something else when written')
    },
  },
]
