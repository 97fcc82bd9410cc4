/** Ledger: has anything been changed? Timeline, entry, and the check that needs nobody's word. */
import { ledgerRoutes } from '@occtet/contract/api'
import { ledgerWords } from '@occtet/ui'
import { useRoute } from '../../api/use-route.ts'
import { useWords, type WordsOf } from '../../app/language.tsx'
import { useHere, useParam } from '../../app/place.ts'
import { Card } from '../../parts/card.tsx'
import { Columns, Stack } from '../../parts/layout.tsx'
import { Lead } from '../../parts/lead.tsx'
import { Empty, Partial, Shown } from '../../parts/states.tsx'
import { EntryPanel } from './entry-panel.tsx'
import { Filters } from './filters.tsx'
import { AboutCard, ServerCard } from './server-card.tsx'
import { Timeline } from './timeline.tsx'
import { type Head, type OnHead, useVerify, type Verifying } from './use-verify.ts'
import { VerifyCard } from './verify-card.tsx'

export function Page() {
  const org = useParam('org')
  const reading = useRoute(ledgerRoutes['ledger.head'], { params: { org } }, { every: 60 })
  const [state, start] = useVerify(org)
  return (
    <Shown reading={reading}>
      {(head) =>
        head.state === 'on' ? (
          <LedgerBody head={head} org={org} state={state} start={start} />
        ) : (
          <NoLedger head={head} />
        )
      }
    </Shown>
  )
}

interface BodyProps {
  readonly head: OnHead
  readonly org: string
  readonly state: Verifying
  readonly start: (head: OnHead) => void
}

function LedgerBody({ head, org, state, start }: BodyProps) {
  const t = useWords(ledgerWords)
  const { params, search } = useHere()
  const open = params['index']
  return (
    <>
      <Lead answer={answerOf(t, head, state)} above={head.origin} />
      <Columns
        aside={
          <>
            <VerifyCard head={head} state={state} start={start} />
            <ServerCard head={head} org={org} />
            <AboutCard head={head} org={org} product={search['product'] ?? ''} />
          </>
        }
      >
        <Stack>
          {head.pending === 0 ? null : <Partial text={t('pending', { n: head.pending })} />}
          <Filters org={org} search={search} />
          <Timeline org={org} search={search} open={open} />
        </Stack>
      </Columns>
      {open === undefined ? null : <EntryPanel key={open} org={org} index={open} />}
    </>
  )
}

function NoLedger({ head }: { head: Exclude<Head, OnHead> }) {
  const t = useWords(ledgerWords)
  const answer = t(head.state === 'unreadable' ? 'answer.unreadable' : `answer.${head.state}`)
  const why =
    head.state === 'unreadable'
      ? t('unreadable.why', { n: head.pending, code: head.code })
      : t(head.state === 'off' ? 'off.why' : 'new.why')
  return (
    <>
      <Lead answer={answer} />
      <Card label={answer}>
        <Empty what={answer} why={why} />
      </Card>
    </>
  )
}

/** "Intact" only where somebody looked; what came since is said apart. */
function answerOf(t: WordsOf<typeof ledgerWords>, { size, check }: OnHead, state: Verifying): string {
  if (state.kind === 'answer') {
    const { answer } = state
    if (answer.kind !== 'intact') return t('answer.brokenHere', { n: size })
    if (answer.seen.size === size) return t('answer.here', { n: size })
  }
  if (check === undefined) return t('answer.unread', { n: size })
  if (check.faults.length > 0) return t('answer.broken', { n: size, faults: check.faults.length })
  return check.size >= size
    ? t('answer.intact', { n: size })
    : t('answer.grown', { n: size, checked: check.size })
}
