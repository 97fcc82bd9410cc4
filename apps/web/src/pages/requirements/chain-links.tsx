/** The four links of a requirement: what people say, what proves it, whether the two agree, what stands on paper. */
import { formatDate, requirementWords } from '@occtet/ui'
import { useWords } from '../../app/language.tsx'
import { Link } from '../../parts/link.tsx'
import { FindingList } from './finding-list.tsx'
import type { RequirementView } from './requirement-types.ts'
import styles from './requirements.module.css'
import { useCraAddress } from './use-cra.ts'

export function AnswerLink({ view }: { view: RequirementView }) {
  const t = useWords(requirementWords)
  const params = useCraAddress()
  return (
    <>
      <h3>{t('link.answer')}</h3>
      {view.questions.map((question) => (
        <div key={question.id} className={styles.said}>
          <Link to={{ page: 'question', params: { ...params, id: question.id } }}>
            {t('detail.question', { id: question.id })}
          </Link>{' '}
          {question.text}
          <p>
            {question.answer === null ? (
              <span className="dim">
                {question.found === null
                  ? t(question.isAsked ? 'detail.noAnswer' : 'detail.notAsked')
                  : t('detail.foundFor', { answer: question.found })}
              </span>
            ) : (
              <>
                <strong>{t('detail.said', { answer: question.answer.says })}</strong>{' '}
                <span className="q">
                  {t('detail.who', {
                    who: question.answer.by,
                    date: formatDate(t.language, question.answer.at),
                  })}
                </span>
              </>
            )}
          </p>
        </div>
      ))}
    </>
  )
}

export function ProofLink({ view }: { view: RequirementView }) {
  const t = useWords(requirementWords)
  const { findings, notRead, humanNeeded, evidenceIdeas } = view
  return (
    <>
      <h3>{t('detail.proof')}</h3>
      {findings.length === 0 ? (
        <p className="dim">{t('detail.noFindings')}</p>
      ) : (
        <FindingList findings={findings} />
      )}
      <More
        title={t('detail.unread', { n: notRead.length })}
        items={notRead.map((one) => `${one.title}: ${one.reason}`)}
      />
      <More title={t('detail.ideas')} items={evidenceIdeas} />
      <More title={t('detail.human')} items={humanNeeded} />
    </>
  )
}

function More({ title, items }: { title: string; items: readonly string[] }) {
  if (items.length === 0) return null
  return (
    <details>
      <summary>{title}</summary>
      <ul className={styles.bullets}>
        {items.map((item) => (
          <li key={item}>{item}</li>
        ))}
      </ul>
    </details>
  )
}

export function AgreeLink({ view }: { view: RequirementView }) {
  const t = useWords(requirementWords)
  const clashes = view.questions.flatMap(({ contradiction }) => contradiction ?? [])
  if (clashes.length === 0) {
    const isKnown = view.row.chain.agree === 'met'
    return (
      <>
        <h3>{t('link.agree')}</h3>
        <p className="dim">{t(isKnown ? 'detail.agree' : 'detail.agreeOpen')}</p>
      </>
    )
  }
  return (
    <>
      <h3>{t('detail.differ')}</h3>
      {clashes.map((clash) => (
        <div key={clash.question}>
          <div className={styles.versus}>
            <div>
              <span className="q">{t('detail.youSay')}</span>
              <br />
              <strong>{clash.youSay}</strong>
            </div>
            <div>
              <span className="q">{t('detail.weFound')}</span>
              <br />
              <strong>{clash.weFound.map(({ statement }) => statement).join(' ')}</strong>
            </div>
          </div>
          {clash.stand === null ? null : (
            <p className="dim">{t('detail.reason', { reason: clash.stand.reason })}</p>
          )}
        </div>
      ))}
    </>
  )
}

export function PaperLink({ view }: { view: RequirementView }) {
  const t = useWords(requirementWords)
  const { section, text, missing, hasRiskAssessment } = view.paper
  return (
    <>
      <h3>{t('detail.paper')}</h3>
      <p className="q">{section}</p>
      {hasRiskAssessment ? null : <p>{t('detail.noRisk')}</p>}
      {hasRiskAssessment && text === null ? <p>{t('detail.noText')}</p> : null}
      {text === null ? null : <p>{t('detail.paperText', { text })}</p>}
      {missing === null ? null : <p className="dim">{missing}</p>}
    </>
  )
}
