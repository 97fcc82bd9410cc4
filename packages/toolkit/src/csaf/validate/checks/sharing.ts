/** Sharing groups and TLP labels: for whom the document is. */
import { type CsafFlaw, type CsafTest, only20, only21 } from '../csaf-test.ts'
import { child, has, type Node, quote, text } from '../node.ts'
import type { CsafView } from '../view.ts'

const maxUuid = 'ffffffff-ffff-ffff-ffff-ffffffffffff'
const nilUuid = '00000000-0000-0000-0000-000000000000'

/** Data: ids that stand for no closed group, and the name that each of them must have and no other may. */
const reserved: readonly (readonly [id: string, name: string])[] = [
  [maxUuid, 'Public'],
  [nilUuid, 'No sharing allowed'],
]

export const sharing: readonly CsafTest[] = [
  test('6.1.38', 'Non-Public Sharing Group with Max UUID', (id, _group, view) =>
    id === maxUuid && view.tlp !== 'CLEAR'
      ? [
          {
            path: `${view.document.path}/distribution/tlp/label`,
            message: 'the group is public, the label is not',
          },
        ]
      : [],
  ),
  test('6.1.39', 'Public Sharing Group with No Max UUID', (id, group, view) => {
    const isDraft = id === nilUuid && view.status === 'draft'
    return view.tlp === 'CLEAR' && id !== maxUuid && !isDraft
      ? [
          {
            path: `${group.path}/id`,
            message: 'the document is TLP:CLEAR, so its group must be the Max UUID',
          },
        ]
      : []
  }),
  test('6.1.40', 'Invalid Sharing Group Name', (id, group) => {
    const name = text(group, 'name')
    const owner = reserved.find(([, reservedName]) => reservedName === name)
    return owner !== undefined && owner[0] !== id
      ? [{ path: `${group.path}/name`, message: `${quote(name ?? '')} is reserved for ${owner[0]}` }]
      : []
  }),
  test('6.1.41', 'Missing Sharing Group Name', (id, group) => {
    const wanted = reserved.find(([reservedId]) => reservedId === id)?.[1]
    return wanted !== undefined && text(group, 'name') !== wanted
      ? [{ path: `${group.path}/name`, message: `the name of this group must be ${quote(wanted)}` }]
      : []
  }),
  {
    id: '6.2.10',
    title: 'Missing TLP Label',
    versions: only20,
    *run({ document }) {
      const tlp = child(child(document, 'distribution'), 'tlp')
      if (!labels.has(text(tlp, 'label') ?? '')) yield { path: `${tlp.path}/label`, message: 'no TLP label' }
    },
  },
  test('6.2.28', 'Usage of Max UUID', (id, group) =>
    id === maxUuid ? [{ path: `${group.path}/id`, message: 'the Max UUID stands for no group' }] : [],
  ),
  test('6.2.29', 'Usage of Nil UUID', (id, group) =>
    id === nilUuid ? [{ path: `${group.path}/id`, message: 'the Nil UUID stands for no group' }] : [],
  ),
  test('6.2.30', 'Usage of Sharing Group on TLP:CLEAR', (_id, group, view) =>
    view.tlp === 'CLEAR' ? [{ path: group.path, message: 'a document for everybody has no group' }] : [],
  ),
]

/** TLP 1, as CSAF 2.0 has it. */
const labels: ReadonlySet<string> = new Set(['AMBER', 'GREEN', 'RED', 'WHITE'])

/** Asked only of documents with a sharing group. */
function test(
  id: string,
  title: string,
  run: (groupId: string, group: Node, view: CsafView) => readonly CsafFlaw[],
): CsafTest {
  return {
    id,
    title,
    versions: only21,
    run: (view) => {
      const distribution = child(view.document, 'distribution')
      const group = child(distribution, 'sharing_group')
      return has(distribution, 'sharing_group') ? run(text(group, 'id') ?? '', group, view) : []
    },
  }
}
