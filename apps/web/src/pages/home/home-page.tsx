/** The start page: what comes next, and by when. */
import { homeRoutes } from '@occtet/contract/api'
import { homeWords } from '@occtet/ui'
import { useRoute } from '../../api/use-route.ts'
import { useMay } from '../../app/frame.ts'
import { useLanguage, useWords } from '../../app/language.tsx'
import { useParam } from '../../app/place.ts'
import { Button, LinkButton } from '../../parts/button.tsx'
import { Columns } from '../../parts/layout.tsx'
import { Lead } from '../../parts/lead.tsx'
import { NoPermission, Partial, Shown } from '../../parts/states.tsx'
import { Moment, useNow } from '../../parts/times.tsx'
import { ClockCard } from './clock-card.tsx'
import { Doors } from './doors.tsx'
import type { HomeView, HomeWords } from './model.ts'
import { OrgTodos } from './org-todos.tsx'
import { ProductsCard } from './products-card.tsx'
import { RestsOn } from './rests-on.tsx'
import { StandCard } from './stand-card.tsx'
import { TodoCard } from './todo-card.tsx'
import { Tour } from './tour.tsx'
import { TrendCard } from './trend-card.tsx'

export function Page() {
  const org = useParam('org')
  const { language } = useLanguage()
  const reading = useRoute(
    homeRoutes['home.show'],
    { params: { org }, query: { lang: language } },
    { every: 60, keepsFormer: true },
  )
  return <Shown reading={reading}>{(home) => <HomeBody home={home} org={org} />}</Shown>
}

export function HomeBody({ home, org }: { home: HomeView; org: string }) {
  const t = useWords(homeWords)
  const now = useNow()
  const mayAdd = useMay('products.write')
  if (home.productsTotal === 0 && mayAdd) return <FirstRun org={org} />
  return (
    <>
      <Lead
        answer={answerOf(t, home)}
        above={<Moment at={now} />}
        actions={
          <>
            <LinkButton to={{ page: 'alerts', params: { org } }}>{t('more.alerts')}</LinkButton>
            <Button onPress={() => print()}>{t('home.print')}</Button>
          </>
        }
      />
      {home.productsTotal === 0 ? null : <Tour at="next" />}
      <Columns
        aside={
          <>
            <StandCard home={home} org={org} />
            <TrendCard home={home} />
            <RestsOn org={org} />
          </>
        }
      >
        {home.clocks === null ? <NoPermission permission="private.read" /> : null}
        {home.damagedCases === 0 ? null : <Partial text={t('home.damaged', { n: home.damagedCases })} />}
        {home.unreadable.length === 0 ? null : (
          <Partial text={t('home.unreadable', { n: home.unreadable.length })} items={home.unreadable} />
        )}
        {home.clocks?.map((clock) => (
          <ClockCard key={clock.case} clock={clock} org={org} />
        ))}
        <OrgTodos home={home} org={org} />
        <TodoCard home={home} org={org} />
        <ProductsCard home={home} org={org} />
      </Columns>
    </>
  )
}

/** Nothing is here yet: the ways to begin stand where the work will stand. */
function FirstRun({ org }: { org: string }) {
  const t = useWords(homeWords)
  return (
    <>
      <Lead answer={t('home.noProducts')} below={t('welcome.keeps')} />
      <Doors org={org} />
    </>
  )
}

function answerOf(t: HomeWords, home: HomeView): string {
  const { clocks, orgTodos, productsTotal } = home
  const running = clocks?.length ?? 0
  const todos = home.todoTotal + orgTodos.length
  const shown = [...orgTodos, ...home.todos]
  if (productsTotal === 0) return t('home.noProducts')
  if (running > 0 && todos > 0) return t('home.clocksAndTodos', { clocks: running, todos: shown.length })
  if (running > 0) return t('home.clocks', { clocks: running })
  return todos > 0 && clocks !== null
    ? t('home.todos', { todos: shown.length })
    : todos > 0
      ? t('home.todosOnly', { todos: shown.length })
      : t('home.calm')
}
