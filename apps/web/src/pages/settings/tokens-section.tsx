/** API tokens: which there are, and how to revoke one. */
import { type AnswerOf, organisationRoutes, tokenRoutes } from '@occtet/contract/api'
import { formatDate, organisationWords } from '@occtet/ui'
import { useChange } from '../../api/use-change.ts'
import { useRoute } from '../../api/use-route.ts'
import { useWords } from '../../app/language.tsx'
import { useFrame, useMay } from '../../app/frame.ts'
import { useParam } from '../../app/place.ts'
import { Button } from '../../parts/button.tsx'
import { Card } from '../../parts/card.tsx'
import { Columns } from '../../parts/layout.tsx'
import { Lead } from '../../parts/lead.tsx'
import { Empty, NoPermission, Shown } from '../../parts/states.tsx'
import { Age } from '../../parts/times.tsx'
import styles from './settings.module.css'
import { TokenForm } from './token-form.tsx'
import { scopeWord } from './token-scopes.ts'

type Token = AnswerOf<(typeof tokenRoutes)['tokens.list']>['rows'][number]

export function TokensSection() {
  const t = useWords(organisationWords)
  const org = useParam('org')
  const view = useRoute(organisationRoutes['orgs.show'], { params: { org } })
  const isKnown = useFrame().data !== undefined
  const may = useMay('tokens.write')
  const tokens = useRoute(tokenRoutes['tokens.list'], { params: { org } }, { isWanted: may })
  if ((isKnown && !may) || tokens.failure?.code === 'PERMISSION_MISSING') {
    return (
      <>
        <Lead answer={t('tokens.refused')} />
        <NoPermission permission="tokens.write" />
      </>
    )
  }
  return (
    <Shown reading={tokens}>
      {({ rows }) => (
        <>
          <Lead answer={t('tokens.answer', { n: rows.length, name: view.data?.name ?? org })} />
          <Columns aside={<TokenForm />}>
            <Card title={t('tokens.title')}>
              {rows.length === 0 ? (
                <Empty what={t('tokens.none')} why={t('tokens.why')} />
              ) : (
                <ul className={styles.rows}>
                  {rows.map((token) => (
                    <TokenItem key={token.id} token={token} />
                  ))}
                </ul>
              )}
            </Card>
          </Columns>
        </>
      )}
    </Shown>
  )
}

function TokenItem({ token }: { token: Token }) {
  const t = useWords(organisationWords)
  const org = useParam('org')
  const revoke = useChange(tokenRoutes['tokens.revoke'], {
    saved: t('tokens.revoked'),
    outdates: [tokenRoutes['tokens.list']],
  })
  const { name, hint, scopes, product, expiresAt, usedAt } = token
  const until =
    expiresAt === undefined
      ? t('tokens.forever')
      : t('tokens.until', { date: formatDate(t.language, expiresAt) })
  return (
    <li className={styles.row}>
      <span>
        <strong>{name}</strong> <code>{hint}…</code>
        <br />
        <span className="q">
          {[product ?? t('tokens.allProducts'), until, ...scopes.map((scope) => scopeWord(t, scope))].join(
            ' · ',
          )}
          {' · '}
          {usedAt === undefined ? (
            t('tokens.never')
          ) : (
            <>
              {t('tokens.used')} <Age at={usedAt} />
            </>
          )}
        </span>
      </span>
      <Button tone="text" onPress={() => void revoke.send({ params: { org, token: token.id } })}>
        {t('tokens.revoke', { name })}
      </Button>
    </li>
  )
}
