/** Published files, and what a release would hand out: looked at first, then published. */
import { type AnswerOf, publicRoutes } from '@occtet/contract/api'
import { publicWords } from '@occtet/ui'
import { useState } from 'react'
import { useChange } from '../../api/use-change.ts'
import { useRoute } from '../../api/use-route.ts'
import { useWords } from '../../app/language.tsx'
import { useParam } from '../../app/place.ts'
import { Button } from '../../parts/button.tsx'
import { Card } from '../../parts/card.tsx'
import { Tag } from '../../parts/marks.tsx'
import { ScrollFrame } from '../../parts/scroll-frame.tsx'
import { Partial, Shown } from '../../parts/states.tsx'
import { Moment } from '../../parts/times.tsx'
import { AttestationForm } from './attestation-form.tsx'
import type { Settings } from './settings.ts'
import styles from './public.module.css'

type Outgoing = AnswerOf<(typeof publicRoutes)['public.outgoing']>

export function FilesCard({ settings, mayWrite }: { settings: Settings; mayWrite: boolean }) {
  const t = useWords(publicWords)
  const [isLooking, setLooking] = useState(false)
  return (
    <Card title={t('files')}>
      <div className={styles.form}>
        {settings.files.length === 0 ? (
          <p>{t('filesNone')}</p>
        ) : (
          <FileTable files={settings.files} mayWrite={mayWrite} />
        )}
        {!mayWrite ? null : isLooking ? (
          <OutgoingPart />
        ) : (
          <p className={styles.row}>
            <Button onPress={() => setLooking(true)}>{t('look')}</Button>
          </p>
        )}
        {mayWrite ? <AttestationForm /> : null}
      </div>
    </Card>
  )
}

function FileTable({ files, mayWrite }: { files: Settings['files']; mayWrite: boolean }) {
  const t = useWords(publicWords)
  const org = useParam('org')
  const product = useParam('product')
  const withdrawing = useChange(publicRoutes['public.withdraw'], {
    outdates: [publicRoutes['public.settings']],
  })
  return (
    <ScrollFrame className={styles.wide} label={t('files')}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('file')}</th>
            <th scope="col">{t('release')}</th>
            <th scope="col">{t('date')}</th>
          </tr>
        </thead>
        <tbody>
          {files.map(({ id, kind, path, release, publishedAt, withdrawnAt }) => (
            <tr key={id}>
              <th scope="row">
                <code>{path}</code> <Tag>{kind}</Tag>
              </th>
              <td>{release ?? '–'}</td>
              <td>
                <Moment at={publishedAt} />{' '}
                {withdrawnAt !== undefined ? (
                  <Tag>{t('withdrawn')}</Tag>
                ) : mayWrite ? (
                  <Button
                    tone="text"
                    aria-label={`${t('withdraw')}: ${path}`}
                    onPress={() => void withdrawing.send({ params: { org, product, file: id } })}
                  >
                    {t('withdraw')}
                  </Button>
                ) : null}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollFrame>
  )
}

function OutgoingPart() {
  const org = useParam('org')
  const product = useParam('product')
  const reading = useRoute(publicRoutes['public.outgoing'], { params: { org, product } })
  return <Shown reading={reading}>{(outgoing) => <OutgoingFiles outgoing={outgoing} />}</Shown>
}

function OutgoingFiles({ outgoing }: { outgoing: Outgoing }) {
  const t = useWords(publicWords)
  const org = useParam('org')
  const product = useParam('product')
  const publishing = useChange(publicRoutes['public.publish'], {
    saved: t('published'),
    outdates: [publicRoutes['public.settings'], publicRoutes['public.outgoing']],
  })
  const { release, files, statements, withheld, issues } = outgoing
  return (
    <div className={styles.form}>
      <h3>{t('outgoing')}</h3>
      <p>
        {t('release')} {release} · {t('statements', { n: statements, withheld })}
      </p>
      <ul>
        {files.map(({ path, sha256 }) => (
          <li key={path}>
            <code>{path}</code> <code className="q">{sha256.slice(0, 8)}</code>
          </li>
        ))}
      </ul>
      {issues.map(({ code, message }) => (
        <Partial key={code} text={message} />
      ))}
      <p>
        <Button
          tone="main"
          isBusy={publishing.state === 'sending'}
          onPress={() =>
            void publishing.send({
              params: { org, product },
              body: { release, files: files.map(({ path, sha256 }) => ({ path, sha256 })) },
            })
          }
        >
          {t('publish', { n: files.length })}
        </Button>
      </p>
    </div>
  )
}
