/** Proposals over HTTP: made from evidence, judged by a person. None of them changes anything else. */
import type { proposalRoutes } from '@occtet/contract/api'
import { parseCursor, readLimit, toPage } from '../../kernel/cursor.ts'
import type { Caller, Handlers } from '../../kernel/model.ts'
import { badCursor, refuse, type Refused } from '../../products/refuse.ts'
import { judge, review } from './judge.ts'
import { makeProposal, previewProposal } from './make.ts'
import { selectProposals } from './proposal-rows.ts'
import { readStatistics } from './statistics.ts'
import { toProposalView } from './view.ts'

export const proposalHandlers: Handlers<typeof proposalRoutes> = {
  'proposals.preview': async (call) => {
    const disclosure = await previewProposal(call, call.body)
    return 'status' in disclosure ? disclosure : { kind: 'value', value: disclosure }
  },
  'proposals.make': async (call) => {
    const made = seesNothing(call.caller) ?? (await makeProposal(call, call.body))
    return 'status' in made ? made : { kind: 'value', value: made }
  },
  'proposals.list': async ({ org, caller, query: { cursor, limit: wanted, ...filter } }) => {
    const parsed = cursor === undefined ? undefined : parseCursor(cursor, ['string', 'string'])
    if (parsed?.ok === false) return badCursor
    const limit = readLimit(wanted)
    const after = parsed?.value as readonly [string, string] | undefined
    const rows = await selectProposals(org, caller, { ...filter, after, limit })
    const page = toPage(rows, limit, ({ made_at, id }) => [made_at, id])
    return { kind: 'value', value: { ...page, rows: page.rows.map(toProposalView) } }
  },
  'proposals.judge': async (call) => {
    const refused = seesNothing(call.caller)
    if (refused !== undefined) return refused
    const judged = await judge(call, call.params.proposal, call.body)
    if (!judged.value.ok) return judged.value.error
    return { kind: 'value', value: { proposal: judged.value.value, recorded: await judged.recorded() } }
  },
  'proposals.review': async (call) => {
    const refused = seesNothing(call.caller)
    if (refused !== undefined) return refused
    const reviewed = await review(call, call.params.proposal, call.body.isRight)
    if (!reviewed.value.ok) return reviewed.value.error
    return { kind: 'value', value: { proposal: reviewed.value.value, recorded: await reviewed.recorded() } }
  },
  'proposals.statistics': async ({ org }) => ({ kind: 'value', value: await readStatistics(org) }),
}

/** A token may write without reading what is private; a proposal shows that. */
function seesNothing({ permissions }: Caller): Refused | undefined {
  return permissions.has('private.read')
    ? undefined
    : refuse(403, 'PERMISSION_MISSING', 'a proposal shows what only private.read may see')
}
