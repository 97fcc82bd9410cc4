/** One report from outside: as it was sent, and what became of it. */
import { type AnswerOf, publicRoutes } from '@occtet/contract/api'
import { publicWords } from '@occtet/ui'
import { useState } from 'react'
import { useChange } from '../../api/use-change.ts'
import { useRoute } from '../../api/use-route.ts'
import { useMay } from '../../app/frame.ts'
import { useWords } from '../../app/language.tsx'
import { useParam } from '../../app/place.ts'
import { Button } from '../../parts/button.tsx'
import { Card } from '../../parts/card.tsx'
import { TextField } from '../../parts/field.tsx'
import { Stack } from '../../parts/layout.tsx'
import { Lead } from '../../parts/lead.tsx'
import { Link } from '../../parts/link.tsx'
import { Status } from '../../parts/marks.tsx'
import { NoPermission, Shown } from '../../parts/states.tsx'
import { Moment } from '../../parts/times.tsx'
import styles from './public.module.css'
import { DueTag, reportShapes } from './reports-page.tsx'

type Report = AnswerOf<(typeof publicRoutes)['public.report']>

export function Page() {
  const t = useWords(publicWords)
  const org = useParam('org')
  const product = useParam('product')
  const reference = useParam('reference')
  const mayHandle = useMay('cases.write')
  const reading = useRoute(publicRoutes['public.report'], { params: { org, product, reference } })
  return (
    <Shown reading={reading}>
      {(report) => (
        <Stack>
          <Lead
            answer={report.title}
            above={<Link to={{ page: 'publicReports', params: { org, product } }}>{t('back')}</Link>}
            below={<Facts report={report} />}
          />
          <Card label={t('about')}>
            <p className="q">{t('hostile')}</p>
            <pre className={styles.hostile}>{report.text}</pre>
          </Card>
          {mayHandle ? (
            <Handling key={report.state} report={report} />
          ) : (
            <NoPermission permission="cases.write" />
          )}
        </Stack>
      )}
    </Shown>
  )
}

function Facts({ report }: { report: Report }) {
  const t = useWords(publicWords)
  return (
    <>
      <p>
        <Status status={reportShapes[report.state]} word={t(`state.${report.state}`)} />{' '}
        {report.state === 'new' ? <DueTag due={report.acknowledgeBy} /> : null}{' '}
        <code>{report.reference}</code>
      </p>
      <p className="q">
        {t('received')} <Moment at={report.receivedAt} isExact /> · {t('contactOf')}:{' '}
        {report.contact ?? t('anonymous')} · {t('versionOf')}: {report.version ?? '–'} · {t('credit')}:{' '}
        {t(report.wantsCredit ? 'yes' : 'no')}
      </p>
    </>
  )
}

function Handling({ report }: { report: Report }) {
  const t = useWords(publicWords)
  const org = useParam('org')
  const product = useParam('product')
  const [caseId, setCase] = useState(report.case ?? '')
  const [note, setNote] = useState(report.note ?? '')
  const saving = useChange(publicRoutes['public.handleReport'], {
    saved: t('saved'),
    outdates: [
      publicRoutes['public.report'],
      publicRoutes['public.reports'],
      publicRoutes['public.settings'],
    ],
  })
  const save = (state?: 'acknowledged' | 'closed'): void => {
    const body = {
      ...(state === undefined ? {} : { state }),
      ...(caseId === '' ? {} : { case: caseId }),
      note,
    }
    void saving.send({ params: { org, product, reference: report.reference }, body })
  }
  return (
    <Card label={t('noteOf')}>
      <div className={styles.form}>
        <TextField
          label={t('openCase')}
          hint={t('caseHelp')}
          isOptional
          value={caseId}
          onValue={setCase}
          maxLength={64}
        />
        <TextField label={t('noteOf')} isOptional rows={3} value={note} onValue={setNote} maxLength={2000} />
        <p className={styles.row}>
          {report.state === 'new' ? (
            <Button tone="main" onPress={() => save('acknowledged')}>
              {t('confirm')}
            </Button>
          ) : null}
          <Button onPress={() => save()}>{t('save')}</Button>
          {report.state === 'closed' ? null : <Button onPress={() => save('closed')}>{t('close')}</Button>}
        </p>
        {saving.refusal?.code === 'PERMISSION_MISSING' ? <p>{t('noRight')}</p> : null}
      </div>
    </Card>
  )
}
