/** All proposals of the organisation with what people made of them, filtered by kind and product; and how good they were. */
import { type AnswerOf, proposalKind, proposalRoutes } from '@occtet/contract/api'
import { formatDate, proposalWords } from '@occtet/ui'
import { useEffect, useState } from 'react'
import { type Refusal, toRefusal } from '../../api/refusal.ts'
import { send } from '../../api/send.ts'
import { type Reading, useRoute } from '../../api/use-route.ts'
import { useFrame } from '../../app/frame.ts'
import { useWords, type WordsOf } from '../../app/language.tsx'
import { useSearchText } from '../../app/place.ts'
import { Button } from '../../parts/button.tsx'
import { Card } from '../../parts/card.tsx'
import { Failed } from '../../parts/failed.tsx'
import { Select } from '../../parts/field.tsx'
import { Stack } from '../../parts/layout.tsx'
import { Link } from '../../parts/link.tsx'
import { Empty, Shown } from '../../parts/states.tsx'
import settings from '../settings/settings.module.css'
import styles from './assistant.module.css'
import { FiguresCard } from './figures-card.tsx'
import { ProposalCard } from './proposal-card.tsx'
import { placeOfSubject } from './proposal-place.ts'
import type { Proposal } from './proposal-types.ts'
import own from './proposals.module.css'

const kinds = proposalKind.options

export function ProposalsView({ org }: { org: string }) {
  return (
    <Stack>
      <ListCard org={org} />
      <FiguresCard org={org} />
    </Stack>
  )
}

function ListCard({ org }: { org: string }) {
  const t = useWords(proposalWords)
  const [kindText, setKind] = useSearchText('kind')
  const [product, setProduct] = useSearchText('product')
  const products = useFrame().data?.products ?? []
  const kind = kinds.find((one) => one === kindText)
  const query = {
    limit: '50',
    ...(kind === undefined ? {} : { kind }),
    ...(product === '' ? {} : { product }),
  }
  const reading = useRoute(
    proposalRoutes['proposals.list'],
    { params: { org }, query },
    { keepsFormer: true },
  )
  const all = { value: '', word: t('list.all') }
  return (
    <Card title={t('list.title')}>
      <div className={styles.page}>
        <div className={own.filters}>
          <Select
            label={t('list.kind')}
            value={kind ?? ''}
            choices={[all, ...kinds.map((value) => ({ value, word: t(`kind.${value}`) }))]}
            onValue={setKind}
          />
          <Select
            label={t('list.product')}
            value={product}
            choices={[all, ...products.map(({ slug, name }) => ({ value: slug, word: name }))]}
            onValue={setProduct}
          />
        </div>
        <Shown reading={reading} rows={5}>
          {() => (
            <Rows
              key={JSON.stringify(query)}
              org={org}
              reading={reading}
              query={query}
              isFiltered={kind !== undefined || product !== ''}
            />
          )}
        </Shown>
      </div>
    </Card>
  )
}

type List = AnswerOf<(typeof proposalRoutes)['proposals.list']>

interface RowsProps {
  readonly org: string
  readonly reading: Reading<List>
  readonly query: Readonly<Record<string, string>>
  readonly isFiltered: boolean
}

function Rows({ org, reading, query, isFiltered }: RowsProps) {
  const t = useWords(proposalWords)
  const first = reading.data
  const [more, setMore] = useState<readonly List[]>([])
  const [failure, setFailure] = useState<Refusal>()
  // What was read anew begins the list again.
  useEffect(() => setMore([]), [first])
  const next = (more.at(-1) ?? first)?.next
  const rows = [first, ...more].flatMap((page) => page?.rows ?? [])
  const goOn = (): void => {
    if (next === undefined) return
    setFailure(undefined)
    send(proposalRoutes['proposals.list'], { params: { org }, query: { ...query, cursor: next } }).then(
      (page) => setMore((old) => [...old, page]),
      (error: unknown) => setFailure(toRefusal(error)),
    )
  }
  if (rows.length === 0) {
    return isFiltered ? <p>{t('list.none')}</p> : <Empty what={t('list.empty')} why={t('list.emptyWhy')} />
  }
  return (
    <>
      <ul className={settings.rows}>
        {rows.map((proposal) => (
          <Row key={proposal.id} org={org} proposal={proposal} />
        ))}
      </ul>
      {failure === undefined ? null : <Failed refusal={failure} again={goOn} />}
      {next === undefined ? null : (
        <p>
          <Button onPress={goOn}>{t('list.more')}</Button>
        </p>
      )}
    </>
  )
}

/** Opens in place; what changes here is read anew with the list. */
function Row({ org, proposal }: { org: string; proposal: Proposal }) {
  const t = useWords(proposalWords)
  const [isOpen, setOpen] = useState(false)
  const { kind, product, release, subject, by, madeAt } = proposal
  const facts = [
    `${product} ${release ?? ''}`.trim(),
    by.kind === 'rules' ? t('list.by.rules') : t('list.by.model', { model: by.model }),
    formatDate(t.language, madeAt),
    stateWord(t, proposal),
  ]
  return (
    <li>
      <details onToggle={(event) => setOpen(event.currentTarget.open)} className={own.row}>
        <summary>
          <strong>{t(`kind.${kind}`)}</strong> <code>{subject.id}</code>
          <br />
          <span className="q">{facts.join(' · ')}</span>
        </summary>
        {isOpen ? (
          <>
            <ProposalCard org={org} proposal={proposal} onChanged={() => undefined} />
            <SubjectLink org={org} proposal={proposal} />
          </>
        ) : null}
      </details>
    </li>
  )
}

/** To the page whose form it is for. */
function SubjectLink({ org, proposal }: { org: string; proposal: Proposal }) {
  const t = useWords(proposalWords)
  return (
    <p>
      <Link to={placeOfSubject(org, proposal)}>{t('list.open', { subject: proposal.subject.id })}</Link>
    </p>
  )
}

function stateWord(t: WordsOf<typeof proposalWords>, { outcome, verdict }: Proposal): string {
  if (outcome === 'not_enough_evidence') return t('list.state.abstained')
  return t(`list.state.${verdict?.verdict ?? 'open'}`)
}
