/** The OpenPGP keys that sign CSAF documents: which one signs, until when, and the next one. */
import { type AnswerOf, openpgpRoutes } from '@occtet/contract/api'
import { formatDate, openpgpWords } from '@occtet/ui'
import { useRoute } from '../../api/use-route.ts'
import { useMay } from '../../app/frame.ts'
import { useWords } from '../../app/language.tsx'
import { useParam } from '../../app/place.ts'
import { Card } from '../../parts/card.tsx'
import { CopyButton } from '../../parts/copy-button.tsx'
import { Tag } from '../../parts/marks.tsx'
import { Partial, Shown } from '../../parts/states.tsx'
import { OpenpgpForm } from './openpgp-form.tsx'
import styles from './settings.module.css'

type Keys = AnswerOf<(typeof openpgpRoutes)['openpgp.list']>
type Key = Keys['rows'][number]

export function OpenpgpCard() {
  const t = useWords(openpgpWords)
  const org = useParam('org')
  const reading = useRoute(openpgpRoutes['openpgp.list'], { params: { org } })
  return (
    <Card title={t('title')}>{<Shown reading={reading}>{(keys) => <KeyList keys={keys} />}</Shown>}</Card>
  )
}

function KeyList({ keys: { rows, signed, documents } }: { keys: Keys }) {
  const t = useWords(openpgpWords)
  const mayWrite = useMay('tokens.write')
  const current = rows.find(({ retiredAt }) => retiredAt === undefined)
  return (
    <>
      {current === undefined ? (
        <p>{t('none')}</p>
      ) : current.state === 'good' ? null : (
        <Partial text={t(`state.${current.state}`)} />
      )}
      {current === undefined ? null : (
        <p>{documents === 0 ? t('noDocuments') : t('signed', { signed, documents })}</p>
      )}
      {rows.length === 0 ? null : (
        <ul className={styles.rows}>
          {rows.map((key) => (
            <KeyItem key={key.fingerprint} row={key} />
          ))}
        </ul>
      )}
      {mayWrite ? <OpenpgpForm isFirst={current === undefined} /> : <p className="q">{t('add.owner')}</p>}
    </>
  )
}

function KeyItem({ row }: { row: Key }) {
  const t = useWords(openpgpWords)
  const { userId, fingerprint, origin, expiresAt, retiredAt, publicKey } = row
  const date = (at: string): string => formatDate(t.language, at)
  const facts = [
    t(origin),
    expiresAt === null ? t('forever') : t('until', { date: date(expiresAt) }),
    ...(retiredAt === undefined ? [] : [t('before', { date: date(retiredAt) })]),
  ]
  return (
    <li className={styles.row}>
      <span>
        <strong>{userId}</strong> {retiredAt === undefined ? <Tag>{t('signs')}</Tag> : null}
        <br />
        <code>{fingerprint.toUpperCase()}</code>
        <br />
        <span className="q">{facts.join(' · ')}</span>
      </span>
      <CopyButton text={publicKey} label={t('publicKey')} />
    </li>
  )
}
