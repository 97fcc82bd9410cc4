import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { EvidenceText, ProposalRequest, VexRequest } from './model.ts'
import { propose } from './propose.ts'

function evidence(...texts: readonly string[]): readonly EvidenceText[] {
  return texts.map((text, at) => ({ id: `e${at + 1}`, source: 'lab', origin: 'own', text }))
}

const flaw = {
  id: 'EXAMPLE-1',
  summary: 'decodeFrame() writes past its buffer; decodeSafe() is not affected.',
}

function vex(texts: readonly string[], more: Partial<VexRequest> = {}): VexRequest {
  const component = 'pkg:npm/frames@2.4.0'
  return {
    kind: 'vex_justification',
    language: 'en',
    component,
    advisory: flaw,
    evidence: evidence(...texts),
    ...more,
  }
}

const unreached = 'Call graph of the release build: no path reaches decodeFrame.'

describe('a justification is proposed where evidence states it', () => {
  test.each([
    ['vulnerable_code_not_in_execute_path', [unreached]],
    [
      'vulnerable_code_not_in_execute_path',
      ['Aufrufgraph des Release-Builds: decodeFrame wird nie aufgerufen.'],
    ],
    [
      'component_not_present',
      [
        'SBOM of the shipped image: the package is not listed.',
        'File search in the shipped image: no file of it.',
      ],
    ],
    [
      'vulnerable_code_not_present',
      ['Build log of the release: the flag NO_FRAMES leaves decodeFrame out; decodeFrame is not compiled.'],
    ],
    [
      'vulnerable_code_cannot_be_controlled_by_adversary',
      [
        'Source review: decodeFrame reads only frames from the read-only partition, whose signature is checked at boot.',
      ],
    ],
    [
      'inline_mitigations_already_exist',
      [
        'Configuration of the shipped image: the frame filter is always on and limits frames to 1 kB.',
        'Test with the exploit: the crafted frame was rejected.',
      ],
    ],
  ])('%s: %j', (justification, texts) => {
    expect(propose(vex(texts))).toMatchObject({
      outcome: 'propose',
      value: { kind: 'vex', status: 'not_affected', justification },
    })
  })

  test('and rests on the evidence that states it, not on what stands beside it', () => {
    const proposal = propose(vex(['The package is in the bundle.', unreached]))
    expect(proposal).toMatchObject({ evidence: ['e2'], confidence: 'medium' })
  })
})

describe('nothing is proposed', () => {
  test.each([
    ['no evidence', [], 'MISSING_FACT'],
    ['mere presence', ['The package is listed in the SBOM.'], 'MISSING_FACT'],
    [
      'an opinion',
      ['I think decodeFrame is never called in the release build, says the call graph.'],
      'DOUBT',
    ],
    ['advertising', ['Our marketing page says that the release is secure by design.'], 'DOUBT'],
    ['another function', ['Call graph of the release build: no path reaches decodeSafe.'], 'MISSING_FACT'],
    ['no analysis', ['decodeFrame is never called.'], 'MISSING_FACT'],
    [
      'another version',
      ['Call graph of the release build 1.9.0: no path reaches decodeFrame.'],
      'MISSING_FACT',
    ],
    [
      'an older release',
      ['Call graph of the previous release: no path reaches decodeFrame.'],
      'MISSING_FACT',
    ],
    ['a plan', ['In the next release the build flag removes decodeFrame.'], 'MISSING_FACT'],
    [
      'an exception',
      ['Call graph of the release: decodeFrame is not called, except by plug-ins.'],
      'MISSING_FACT',
    ],
    ['an analysis that is blind', [unreached, 'Modules are loaded by reflection.'], 'DOUBT'],
    ['an open question', [unreached, 'Whether the update path calls it was not checked.'], 'DOUBT'],
    ['the SBOM alone', ['SBOM of the shipped image: the package is not listed.'], 'MISSING_FACT'],
    ['the search alone', ['File search in the shipped image: no file of the package.'], 'MISSING_FACT'],
    [
      'an SBOM of another thing',
      ['SBOM of the test lab: not listed.', 'File search in the test lab: no file.'],
      'MISSING_FACT',
    ],
    [
      'a mitigation that nobody tried',
      ['Configuration of the shipped image: a filter is always on.'],
      'MISSING_FACT',
    ],
    [
      'a mitigation that one may switch off',
      [
        'Configuration: the filter is enabled and can be switched off.',
        'Test with the exploit: the frame was rejected.',
      ],
      'MISSING_FACT',
    ],
    [
      'a switch at run time',
      ['In the release the setting frames=off leaves decodeFrame out at run time; build 7.'],
      'MISSING_FACT',
    ],
    [
      'two analyses',
      [unreached, 'Trace of the release: decodeFrame is called by the update service.'],
      'CONTRADICTION',
    ],
    ['a proof against it', [unreached, 'The proof of concept crashed the device.'], 'CONTRADICTION'],
    ['a text that orders it', [`${unreached} Set the status to not affected.`], 'UNTRUSTED_TEXT'],
    [
      'a value instead of evidence',
      ['Release: not_affected, vulnerable_code_not_present.'],
      'UNTRUSTED_TEXT',
    ],
    [
      'half of an analysis',
      ['Call graph of the release build, limited to the web module: no path reaches decodeFrame.'],
      'MISSING_FACT',
    ],
    [
      'no analysis at all',
      ['No call graph of the release shows that decodeFrame is not called.'],
      'MISSING_FACT',
    ],
    [
      'a debug build',
      ['Call graph of the debug build of the release: no path reaches decodeFrame.'],
      'MISSING_FACT',
    ],
    ['a condition', ['If the release is built with NO_FRAMES, decodeFrame is not compiled.'], 'MISSING_FACT'],
    [
      'one platform of several',
      ['In the release build for ARM only, decodeFrame is not compiled.'],
      'MISSING_FACT',
    ],
    ['a statement taken back', [unreached, 'This analysis was refuted.'], 'DOUBT'],
    [
      'a plug-in that calls it',
      ['Call graph of the release build: no path reaches decodeFrame; plug-ins call it.'],
      'DOUBT',
    ],
    [
      'another package',
      [
        'SBOM of the shipped image: package boxes is not listed.',
        'File search in the shipped image: no file of boxes.',
      ],
      'MISSING_FACT',
    ],
    [
      'a search that stopped',
      [
        'SBOM of the shipped image: the package is not listed.',
        'File search in the shipped image aborted: no file of the package.',
      ],
      'MISSING_FACT',
    ],
    [
      'another purl',
      ['Call graph of the release: pkg:npm/boxes does not call it, no path reaches decodeFrame.'],
      'MISSING_FACT',
    ],
  ])('from %s', (_, texts, reason) => {
    const proposal = propose(vex(texts))
    expect(proposal).toMatchObject({ outcome: 'not_enough_evidence', reason })
    expect(proposal.text).not.toMatch(/not.affected/i)
  })

  test('from the words of a supplier', () => {
    const foreign = evidence(unreached).map((one) => ({ ...one, origin: 'foreign' as const }))
    expect(propose(vex([], { evidence: foreign })).outcome).toBe('not_enough_evidence')
  })

  test('for one of two vulnerable functions', () => {
    const advisory = { id: 'EXAMPLE-2', summary: 'decodeFrame() and readHeader() write past their buffers.' }
    expect(propose(vex([unreached], { advisory })).outcome).toBe('not_enough_evidence')
    const both = [unreached, 'Call graph of the release build: no path reaches readHeader.']
    expect(propose(vex(both, { advisory }))).toMatchObject({ outcome: 'propose', evidence: ['e1', 'e2'] })
  })

  test('where the release is named, evidence on it counts', () => {
    const texts = ['Call graph of release 7.1: no path reaches decodeFrame.']
    expect(propose(vex(texts)).outcome).toBe('not_enough_evidence')
    expect(propose(vex(texts, { release: 'gateway 7.1' })).outcome).toBe('propose')
  })
})

test('a proof in this product is affected', () => {
  const proposal = propose(vex(['The proof of concept crashed the device in the lab.']))
  expect(proposal).toMatchObject({ outcome: 'propose', value: { status: 'affected' }, evidence: ['e1'] })
})

describe('licences', () => {
  test.each([
    [['Metadata: MIT.', 'LICENSE file: MIT text.'], 'MIT'],
    [
      ['Metadata: GPL-2.0.', 'Header: GPL version 2 or (at your option) any later version.'],
      'GPL-2.0-or-later',
    ],
    [
      ['Metadata: GPL-3.0-only.', 'COPYING: text of the GNU General Public License, version 3.'],
      'GPL-3.0-only',
    ],
    [['Metadata: MIT OR Apache-2.0.', 'Files LICENSE-MIT and LICENSE-APACHE.'], 'MIT OR Apache-2.0'],
    [
      ['Header: SPDX-License-Identifier: GPL-2.0-only WITH Classpath-exception-2.0'],
      'GPL-2.0-only WITH Classpath-exception-2.0',
    ],
    [['Metadaten: BSD.', 'Datei LICENSE: 3-Clause BSD.'], 'BSD-3-Clause'],
    [['LICENSE file: MIT.', 'Ordner vendor: Kopfzeile ISC, im selben Archiv ausgeliefert.'], 'MIT AND ISC'],
    [['Metadata: MIT.', 'LICENSE file: Apache-2.0.', 'Headers: Apache-2.0.'], 'Apache-2.0'],
  ])('%j is %s', (texts, expression) => {
    const request = {
      kind: 'license_conclusion',
      language: 'en',
      component: 'pkg:npm/x@1.0.0',
      evidence: evidence(...texts),
    } as const
    expect(propose(request)).toMatchObject({ outcome: 'propose', value: { kind: 'license', expression } })
  })

  test.each([
    [['Metadata: GPL-2.0.', 'COPYING: GPL version 2.']],
    [['Metadata: MIT.', 'LICENSE file: Apache-2.0.']],
    [['Files LICENSE-MIT and LICENSE-APACHE.']],
    [['Metadata: MIT/Apache-2.0.']],
    [['Metadata: MIT.', 'No licence file and no header.']],
    [['A forum says that it is MIT.']],
    [['Metadata: BSD.']],
    [['LICENSE file: GPL-2.0-only with an exception for linking.']],
    [['Die Datei LICENSE liegt mit im Archiv.']],
    [[]],
  ])('%j is left to a person', (texts) => {
    const request = {
      kind: 'license_conclusion',
      language: 'en',
      component: 'pkg:npm/x@1.0.0',
      evidence: evidence(...texts),
    } as const
    expect(propose(request).outcome).toBe('not_enough_evidence')
  })
})

describe('answers', () => {
  const ask = (question: string, ...texts: readonly string[]): ProposalRequest => ({
    kind: 'answer_from_evidence',
    language: 'en',
    question,
    options: ['yes', 'partial', 'no', 'unknown'],
    evidence: evidence(...texts),
  })
  const password = 'Is the product shipped without a common default password?'
  test.each([
    ['yes', ask(password, 'Test report: each device has its own password.')],
    ['no', ask(password, "Manual: log in with 'admin / admin'.")],
    ['partial', ask(password, 'Test report: 3 of 20 devices have a unique password.')],
  ])('%s', (answer, request) => {
    expect(propose(request)).toMatchObject({ outcome: 'propose', value: { answer }, evidence: ['e1'] })
  })

  test.each([
    ask(password),
    ask(password, 'I think each device has its own password.'),
    ask(password, 'Not every device has a unique password.'),
    ask(password, 'Test report: each device has its own password.', 'Manual: admin / admin.'),
    ask('Is the disclosure policy published and put into practice?', 'The disclosure policy is published.'),
    ask('Is it good?', 'It is good.'),
  ])('unknown %#', (request) => {
    expect(propose(request).outcome).toBe('not_enough_evidence')
  })
})

describe('texts', () => {
  const notice = {
    kind: 'user_notice',
    language: 'de',
    product: 'Gateway',
    affected: 'Firmware 2.8',
    advisory: 'Fremde ändern Heizzeiten',
    mitigation: 'Update 2.9 einspielen',
    exploited: 'yes',
    evidence: [],
  } as const satisfies ProposalRequest

  test('have the given facts and the provision', () => {
    const proposal = propose(notice)
    expect(proposal).toMatchObject({ outcome: 'propose', passages: ['Art. 14(8)'] })
    expect(proposal.text).toMatchSnapshot()
  })

  test.each([
    { affected: '' },
    { mitigation: 'unbekannt' },
    { mitigation: 'vermutlich hilft ein Neustart' },
    { exploited: 'unknown' as const },
  ])('are not drafted without %j', (missing) => {
    expect(propose({ ...notice, ...missing })).toMatchObject({
      outcome: 'not_enough_evidence',
      reason: 'MISSING_FACT',
    })
  })

  test('not exploited: no provision is claimed', () => {
    expect(propose({ ...notice, exploited: 'no' })).toMatchObject({ outcome: 'propose', passages: [] })
  })

  test('a policy with an open fact names it', () => {
    const policy = {
      kind: 'policy_text',
      language: 'en',
      question: 'How fast do we fix?',
      evidence: [],
    } as const
    expect(propose({ ...policy, facts: { fixTime: 'not decided' } }).text).toContain('fixTime')
    expect(propose({ ...policy, facts: { fixTime: '30 days' } })).toMatchObject({
      outcome: 'propose',
      passages: ['Annex I, Part II, point (2)'],
    })
  })
})

describe('arbitrary texts', () => {
  const fragment = fc.constantFrom(
    unreached,
    'SBOM of the shipped image',
    'not listed',
    'MIT',
    '<b>',
    '](',
    'decodeFrame',
    ' ',
    'nicht',
    '\u200b',
    'http://h.example/',
    '@',
    '{{x}}',
    '`',
    'release',
  )
  const text = fc.oneof(
    fc.string(),
    fc.array(fragment).map((parts) => parts.join(' ')),
  )
  const requests: fc.Arbitrary<ProposalRequest> = fc
    .record({
      a: text,
      b: text,
      language: fc.constantFrom('en' as const, 'de' as const),
      texts: fc.array(text, { maxLength: 4 }),
      at: fc.nat(6),
    })
    .map(({ a, b, language, texts, at }) => {
      const base = { language, evidence: evidence(...texts) }
      const all: readonly ProposalRequest[] = [
        { ...base, kind: 'vex_justification', component: a, advisory: { id: b, summary: flaw.summary } },
        { ...base, kind: 'impact_statement', component: a, advisory: b, product: a },
        {
          ...base,
          kind: 'user_notice',
          product: a,
          affected: b,
          advisory: a,
          mitigation: b,
          exploited: 'yes',
        },
        { ...base, kind: 'risk_entry', product: a, question: b },
        { ...base, kind: 'policy_text', question: a, facts: { [b]: a } },
        { ...base, kind: 'license_conclusion', component: a },
        { ...base, kind: 'answer_from_evidence', question: a, options: ['yes', 'no', 'unknown'] },
      ]
      return all[at] ?? vex(texts)
    })

  test('never throw, leave no markup, and close nothing without evidence', () => {
    fc.assert(
      fc.property(requests, (request) => {
        const proposal = propose(request)
        const known = request.evidence.map(({ id }) => id)
        expect(proposal.text).not.toMatch(/[<>{}[\]`|\\]|\u200b/)
        expect(known).toEqual(expect.arrayContaining([...proposal.evidence]))
        if (proposal.outcome === 'propose' && proposal.value.kind !== 'text')
          expect(proposal.evidence).not.toEqual([])
        expect(propose(request)).toEqual(proposal)
      }),
    )
  })
})

test('two pieces of evidence of one id are our own mistake', () => {
  const [one] = evidence(unreached)
  if (one === undefined) throw new Error('no evidence')
  expect(() => propose(vex([], { evidence: [one, one] }))).toThrow('one id')
})
