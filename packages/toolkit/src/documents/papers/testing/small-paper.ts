/** One paper with every kind of block and basis, for golden files of the writers. */
import { article, type Paper } from '../model.ts'

export const smallPaper: Paper = {
  id: 'small',
  title: 'Small paper, größer als nichts',
  article: article('Art. 13(12); Annex VII'),
  language: 'en',
  product: { id: 'tideway', name: 'Tideway', version: '4.2.0' },
  date: '2026-11-22T10:00:00Z',
  catalogue: { version: '1.0.1', asOf: '2026-11-22', disclaimer: 'Help, no advice.' },
  toolVersion: '0.1.0',
  state: { kind: 'draft' },
  sections: [
    {
      id: 'words',
      heading: 'Words',
      blocks: [
        { kind: 'paragraph', text: 'A paragraph of the template.' },
        { kind: 'list', items: ['First', 'Second'], isOrdered: true },
        { kind: 'list', items: ['Alone'], isOrdered: false },
        { kind: 'notice', tone: 'warning', text: 'Mind this.' },
      ],
    },
    {
      id: 'statements',
      heading: 'Statements',
      blocks: [
        {
          kind: 'statement',
          article: article('Annex VII(1)(a)'),
          items: ['DOC-A7-1a'],
          label: 'Intended purpose',
          isMandatory: true,
          value: ['Reads meters.', 'https://tideway.example/manual'],
          basis: { kind: 'manufacturer', field: 'product.yaml: product.intendedPurpose' },
          also: [
            {
              kind: 'evidence',
              signal: 'SIG-REPO-SECURITY-MD',
              strength: 'strong',
              places: [{ path: 'SECURITY.md', line: 3, changedAt: '2026-09-02T08:00:00Z' }],
              readAt: '2026-11-12T10:00:00Z',
            },
          ],
        },
        {
          kind: 'statement',
          article: article('Annex VII(2)(a)'),
          items: ['DOC-A7-2a'],
          label: 'Architecture',
          isMandatory: true,
          basis: { kind: 'missing', what: 'Nothing is known.', where: 'question I2' },
          found: [
            {
              text: 'Found: docs/architecture.md.',
              basis: {
                kind: 'evidence',
                signal: 'SIG-REPO-ARCH-DOC',
                strength: 'weak',
                places: [],
                readAt: '2026-11-22T10:00:00Z',
              },
            },
          ],
        },
        {
          kind: 'key-values',
          rows: [
            {
              kind: 'statement',
              article: article('Annex V(1)'),
              items: ['DOC-A5-1'],
              label: 'Product',
              isMandatory: true,
              value: ['Tideway'],
              basis: {
                kind: 'answer',
                question: 'I7',
                by: 'Assessor',
                at: '2026-11-20T09:00:00Z',
                catalogue: '1.0.1',
              },
              also: [{ kind: 'rule', rule: 'Annex I, Part II, point (5)' }],
            },
            {
              kind: 'statement',
              article: article('Annex V(1)'),
              items: ['DOC-A5-1'],
              label: 'Type',
              isMandatory: false,
              basis: { kind: 'missing', what: 'Nothing is known.', where: 'product.yaml: product.type' },
              found: [],
            },
          ],
        },
      ],
    },
    {
      id: 'rest',
      heading: 'Rest',
      blocks: [
        {
          kind: 'checklist',
          items: [
            {
              article: article('Art. 19(2)(a)'),
              items: ['DOC-IMP-CHECK'],
              text: 'Assessment carried out.',
              state: 'yes',
              basis: {
                kind: 'answer',
                question: 'J1',
                by: 'Assessor',
                at: '2026-11-20T09:00:00Z',
                catalogue: '1.0.1',
              },
              found: [],
              isMandatory: true,
            },
            {
              article: article('Art. 19(4)'),
              items: [],
              text: 'Name on the product.',
              state: 'open',
              basis: { kind: 'missing', what: 'Nobody has checked.', where: 'question J2' },
              found: [],
              isMandatory: true,
            },
          ],
        },
        {
          kind: 'table',
          caption: 'Findings',
          article: article('Art. 13(7)'),
          basis: {
            kind: 'evidence',
            signal: 'findings',
            strength: 'strong',
            places: [],
            readAt: '2026-11-21T00:00:00Z',
          },
          columns: ['Vulnerability', 'Component'],
          rows: [['GHSA-xvch-5gv4-984h', 'pkg:npm/minimist@1.2.5']],
        },
        {
          kind: 'signature',
          article: article('Annex V(8)'),
          place: 'Hamburg',
          name: undefined,
          function: undefined,
        },
      ],
    },
  ],
}
