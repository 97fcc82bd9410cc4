/** The next five: what, why, by when, how long, who. The whole row is the link. */
import { formatDate, homeWords } from '@occtet/ui'
import { useWords } from '../../app/language.tsx'
import type { Place } from '../../app/paths.ts'
import { Card } from '../../parts/card.tsx'
import { Link } from '../../parts/link.tsx'
import { Ref } from '../../parts/marks.tsx'
import { Empty } from '../../parts/states.tsx'
import { useNow } from '../../parts/times.tsx'
import styles from './home.module.css'
import type { HomeView, HomeWords, Todo } from './model.ts'

export function TodoCard({ home, org }: { home: HomeView; org: string }) {
  const t = useWords(homeWords)
  const { todos, todoTotal, todoMinutes, products, productsTotal } = home
  const aside = (
    <>
      {todos.length === 0 ? null : t('next.sum', { time: spanOf(t, todoMinutes) })}
      {todoTotal > todos.length ? ` · ${t('next.more', { n: todoTotal - todos.length })}` : null}
    </>
  )
  return (
    <Card title={t('next.title')} aside={aside} isPadded={false}>
      {todos.length === 0 ? <Empty what={t('next.empty')} why={t('next.emptyWhy')} /> : null}
      <ol className={styles.todo}>
        {todos.map((todo, index) => (
          <TodoRow key={`${todo.kind} ${todo.product}`} todo={todo} number={index + 1} org={org} />
        ))}
      </ol>
      {productsTotal > products.length ? (
        <p className={styles.note}>{t('home.some', { n: products.length, total: productsTotal })}</p>
      ) : null}
    </Card>
  )
}

function TodoRow({ todo, number, org }: { todo: Todo; number: number; org: string }) {
  const t = useWords(homeWords)
  const today = useNow().slice(0, 10)
  const values = {
    n: todo.n,
    product: todo.productName,
    release: todo.release ?? '',
    about: todo.about ?? '',
  }
  const why =
    todo.kind === 'support' && todo.due !== null ? 'todo.support.near' : (`todo.${todo.kind}.why` as const)
  const due =
    todo.due === null ? t('due.none') : todo.due <= today ? t('due.today') : formatDate(t.language, todo.due)
  return (
    <li>
      <span className={styles.number}>{number}</span>
      <Link className={styles.what} to={placeOf(todo, org)}>
        {t(`todo.${todo.kind}`, values)}
      </Link>
      <div className={styles.due}>
        {todo.due === null ? <span className={styles.undated}>{due}</span> : <b>{due}</b>}
        <span className="q">
          {t('next.who', { time: spanOf(t, todo.minutes), who: todo.owner ?? t(`role.${todo.role}`) })}
        </span>
      </div>
      <p className={styles.why}>
        {t(why, values)} <Ref>{t(`todo.${todo.kind}.law`)}</Ref>
      </p>
    </li>
  )
}

/** Estimates: rounded to what people plan with. */
function spanOf(t: HomeWords, minutes: number): string {
  if (minutes < 60) return t('next.minutes', { m: minutes })
  if (minutes < 8 * 60) return t('next.hours', { h: Math.round(minutes / 30) / 2 })
  return t('next.days', { d: Math.round(minutes / 240) / 2 })
}

/** Where each kind of thing is done. */
const places: Readonly<Record<Todo['kind'], (todo: Todo, org: string) => Place>> = {
  exploited: ({ product }, org) => toQueue(org, { product, is: 'exploited' }),
  confirm: ({ product }, org) => toQueue(org, { product, state: 'waiting' }),
  stale: ({ product }, org) => toQueue(org, { product, state: 'stale' }),
  decide: ({ product }, org) => toQueue(org, { product }),
  clash: (todo, org) => ({ page: 'question', params: { ...ofRelease(todo, org), id: todo.ref ?? '' } }),
  analyse: ({ product }, org) => ({ page: 'add', params: { org }, search: { product } }),
  scope: (todo, org) => ({ page: 'scope', params: ofRelease(todo, org) }),
  support: ({ product }, org) => ({ page: 'product', params: { org, product } }),
  declaration: (todo, org) => ({
    page: 'document',
    params: { ...ofRelease(todo, org), id: 'declaration-of-conformity' },
  }),
  plan: (todo, org) => ({ page: 'plan', params: ofRelease(todo, org) }),
}

function placeOf(todo: Todo, org: string): Place {
  return places[todo.kind](todo, org)
}

function toQueue(org: string, search: Readonly<Record<string, string>>): Place {
  return { page: 'triage', params: { org }, search }
}

function ofRelease({ product, release = 'current' }: Todo, org: string) {
  return { org, product, release }
}
