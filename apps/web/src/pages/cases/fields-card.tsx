/** The fields of one report: ready, missing or unsure, each to be copied and filled in; and the report as files. */
import { type AnswerOf, caseRoutes } from '@occtet/contract/api'
import { formatDate, formatDatesIn, formatTime, incidentWords, type Language } from '@occtet/ui'
import { useState } from 'react'
import { urlOf } from '../../api/send.ts'
import { useRoute } from '../../api/use-route.ts'
import { useLanguage, useWords } from '../../app/language.tsx'
import { useParam } from '../../app/place.ts'
import { Button } from '../../parts/button.tsx'
import { Card } from '../../parts/card.tsx'
import { CopyButton } from '../../parts/copy-button.tsx'
import { Shown } from '../../parts/states.tsx'
import styles from './cases.module.css'
import { FillForm } from './fill-form.tsx'
import type { CaseView, PackageItem, StageName } from './model.ts'

type Pack = AnswerOf<(typeof caseRoutes)['cases.package']>

export function FieldsCard({
  view,
  stage,
  mayWrite,
}: {
  view: CaseView
  stage: StageName
  mayWrite: boolean
}) {
  const t = useWords(incidentWords)
  const org = useParam('org')
  const { language: lang } = useLanguage()
  const { product, id } = view.row
  const input = { params: { org, product, case: id, stage }, query: { lang } }
  const pack = useRoute(caseRoutes['cases.package'], input, { keepsFormer: true })
  const ready = pack.data?.fields.filter((item) => item.state === 'ready').length ?? 0
  return (
    <Card
      title={t('fields.title', { stage: pack.data?.title ?? '' })}
      {...(pack.data === undefined
        ? {}
        : { aside: t('fields.sum', { ready, all: pack.data.fields.length }) })}
    >
      <Shown reading={pack}>
        {(data) => (
          <>
            <p className="dim">{data.recipients.join(' · ')}</p>
            <p className="q">{formatDatesIn(t.language, `${data.platform.note} ${data.platform.warning}`)}</p>
            <Items items={data.fields} view={view} mayWrite={mayWrite} />
            <details>
              <summary>{t('fields.legal')}</summary>
              <Items items={data.legalContent} view={view} mayWrite={false} />
            </details>
            <Files view={view} pack={data} />
          </>
        )}
      </Shown>
    </Card>
  )
}

function Items(props: { items: readonly PackageItem[]; view: CaseView; mayWrite: boolean }) {
  const { items, view, mayWrite } = props
  const t = useWords(incidentWords)
  const [filled, setFilled] = useState<string>()
  return (
    <ul className={styles.items}>
      {items.map((item) => (
        <li key={item.item}>
          <span className={`${styles.state} ${styles[item.state]}`}>{t(`fields.${item.state}`)}</span>
          <div>
            <b>{item.label}</b>
            {item.value === null ? null : <p>{sayMoment(t.language, item.value)}</p>}
            <MissingLine item={item} />
            {filled === item.item ? (
              <FillForm view={view} fields={item.fields} onClose={() => setFilled(undefined)} />
            ) : null}
          </div>
          <div className={styles.buttons}>
            {item.value === null ? null : (
              <CopyButton text={item.value} name={t('fields.copy', { label: item.label })} />
            )}
            {mayWrite && item.fields.length > 0 && filled !== item.item ? (
              <Button
                tone="text"
                aria-label={t('fields.fill', { label: item.label })}
                onPress={() => setFilled(item.item)}
              >
                {t('fields.fillIn')}
              </Button>
            ) : null}
          </div>
        </li>
      ))}
    </ul>
  )
}

/** What is missing beyond the field that says so itself. */
function MissingLine({ item }: { item: PackageItem }) {
  const others = item.missing.map(bare).filter((what) => what !== item.label)
  return others.length === 0 ? null : <p className="q">{others.join('; ')}</p>
}

/** Texts to print begin with the word in capitals; beside a heading that says the same it is only noise. */
function bare(missing: string): string {
  return missing.replace(/^(?:MISSING|FEHLT): /, '')
}

/** For reading; the button copies the value as it is. A drill keeps its mark. */
function sayMoment(language: Language, value: string): string {
  return value.replace(
    /\b\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2})?(?:\.\d+)?Z/g,
    (at) => `${formatDate(language, at)}, ${formatTime(at)}`,
  )
}

const fileStages: Readonly<Record<StageName, string>> = {
  early_warning: 'early-warning',
  notification: 'notification',
  final_report: 'final-report',
  interim: 'interim',
}

function Files({ view, pack }: { view: CaseView; pack: Pack }) {
  const t = useWords(incidentWords)
  const org = useParam('org')
  const { language: lang } = useLanguage()
  const { product, id, phase } = view.row
  const params = { org, product, case: id }
  const notice = useRoute(caseRoutes['cases.notice'], { params, query: { lang } }, { keepsFormer: true })
  const stage = fileStages[pack.stage]
  const link = (file: string, word: string) => (
    <li key={file}>
      <a href={urlOf(caseRoutes['cases.file'], { params: { ...params, file }, query: { lang } })} download>
        {word}
      </a>
    </li>
  )
  return (
    <>
      <h3>{t('files.title')}</h3>
      <p className="q">{t('files.send')}</p>
      <ul className={styles.files}>
        {link(`${stage}.txt`, t('files.text'))}
        {link(`${stage}.json`, t('files.data'))}
        {link('users.md', t('files.users'))}
        {notice.data?.hasAdvisory === true ? link('csaf.json', t('files.csaf')) : null}
        {phase === 'not-reportable' ? link('decision.md', t('files.decision')) : null}
      </ul>
      {notice.data === undefined || notice.data.hasAdvisory ? null : (
        <p className="q">{t('files.noAdvisory', { what: notice.data.missing.map(bare).join('; ') })}</p>
      )}
    </>
  )
}
