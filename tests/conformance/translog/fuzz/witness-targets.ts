/** What a witness is sent, what it answers, and the evidence of a fork. */
import {
  formatAddCheckpoint,
  formatNote,
  formatSplitView,
  formatVerifierKey,
  openNote,
  parseAddCheckpoint,
  parseNote,
  parseSplitView,
  readWitnessReply,
} from '../../../../packages/toolkit/src/translog/index.ts'
import { sha256 } from '../../../../packages/toolkit/src/base/index.ts'
import {
  createSigner,
  toVerifier,
  valueOf as take,
} from '../../../../packages/toolkit/src/translog/testing/signers.ts'
import { accepted, acceptedIf, type FuzzTarget, refused, toText } from './target.ts'
import { cosignedNote, signedNote } from './translog-targets.ts'

const log = createSigner('ledger.example/a')
const witness = toVerifier(createSigner('witness.example', 'cosignature'))
const { text, signatures } = take(parseNote(cosignedNote))
const replyLines = cosignedNote.slice(text.length + 1)
const witnessLine = replyLines.split('\n').find((line) => line.startsWith('— witness.example ')) ?? ''

const requests = [
  { oldSize: 0n, proof: [], note: signedNote },
  { oldSize: 5n, proof: [sha256('a'), sha256('b')], note: cosignedNote },
].map((request) => Buffer.from(formatAddCheckpoint(request)))

const splitView = formatSplitView({
  verifierKeys: [formatVerifierKey(log.key)],
  older: signedNote,
  newer: cosignedNote,
  otherRoot: sha256('other'),
  proof: [sha256('a')],
})

export const witnessTargets: readonly FuzzTarget[] = [
  {
    name: 'add-checkpoint',
    samples: requests,
    check: (input) => {
      const request = parseAddCheckpoint(input)
      return request.ok ? accepted(input, formatAddCheckpoint(request.value)) : refused
    },
  },
  {
    name: 'split-view file',
    samples: [Buffer.from(splitView)],
    check: (input) => {
      // Spacing and order may differ; what it says must be the same.
      const view = parseSplitView(toText(input))
      if (!view.ok) return refused
      const once = formatSplitView(view.value)
      const again = parseSplitView(once)
      return acceptedIf(again.ok && formatSplitView(again.value) === once, 'says something else when written')
    },
  },
  {
    name: 'witness reply',
    samples: [replyLines, `${witnessLine}\n`].map((lines) => Buffer.from(lines)),
    check: (input) => {
      for (const status of [409, 422, 500]) readWitnessReply(text, [witness], { status, body: input })
      const reply = readWitnessReply(text, [witness], { status: 200, body: input })
      if (reply.kind !== 'cosigned') return refused
      const lines = signatures.slice(0, 1).concat(reply.lines)
      const note = formatNote({ text, signatures: lines })
      const opened = note.ok ? openNote(note.value, [witness]) : note
      return acceptedIf(opened.ok && opened.value.text === text, 'a line is accepted that does not verify')
    },
  },
]
