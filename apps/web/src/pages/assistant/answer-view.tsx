/** An answer: each sentence with its source beside it, then what else was found; or a refusal with its reason and where to turn. */
import { askWords } from '@occtet/ui'
import type { ReactNode } from 'react'
import { useWords } from '../../app/language.tsx'
import styles from './assistant.module.css'
import { Cite, FoundPassage } from './cite.tsx'
import { type SourceKind, toSourceKind } from './source-kind.ts'
import type { Around } from './targets.ts'
import type { Answer, Answered, Refused } from './thread.ts'

export interface AnswerProps<A extends Answer = Answer> {
  readonly answer: A
  readonly around: Around
}

export function AnswerView({ answer, around, children }: AnswerProps & { readonly children?: ReactNode }) {
  return answer.status === 'answered' ? (
    <>
      <Statements answer={answer} around={around} />
      <OtherPassages answer={answer} around={around} />
      {children}
    </>
  ) : (
    <RefusalView answer={answer} around={around} />
  )
}

function Statements({ answer, around }: AnswerProps<Answered>) {
  const t = useWords(askWords)
  return (
    <div className={styles.statements}>
      <p className={styles.label}>{t('answer.passages')}</p>
      {answer.answer.map((statement) => (
        <StatementView key={statement.text} statement={statement} answer={answer} around={around} />
      ))}
    </div>
  )
}

export interface StatementShape {
  readonly text: string
  readonly citations: readonly {
    readonly ref?: string | undefined
    readonly id: string
    readonly source: string
  }[]
}

/** The sentence in the voice that speaks, and at its side what carries it. */
export function StatementView({
  statement: { text, citations },
  answer,
  around,
}: AnswerProps & { readonly statement: StatementShape }) {
  const t = useWords(askWords)
  return (
    <div className={styles.statement}>
      <p lang={answer.language}>{text}</p>
      <ul aria-label={t('cite.label')}>
        {citations.map((citation) => {
          const found = answer.passages.find(({ id }) => id === citation.id)
          return (
            <Cite
              key={citation.id}
              source={{ ...citation, source: toSourceKind(citation.source) ?? fallback }}
              title={found?.title}
              place={found?.place}
              around={around}
            />
          )
        })}
      </ul>
    </div>
  )
}

/** Never taken for a provision: a kind that is not known is read as somebody's document. */
const fallback: SourceKind = 'document'

function OtherPassages({ answer, around }: AnswerProps) {
  const t = useWords(askWords)
  const cited = new Set(answer.answer.flatMap(({ citations }) => citations.map(({ id }) => id)))
  const others = answer.passages.filter(({ id }) => !cited.has(id))
  if (others.length === 0) return null
  const word = answer.status === 'answered' ? 'found.title' : 'found.nearest'
  return (
    <details className={styles.others}>
      <summary>{t(word, { n: others.length })}</summary>
      <ul>
        {others.map(({ id, ref, source, title, place }) => (
          <FoundPassage
            key={id}
            source={{ id, ref, source }}
            title={title}
            place={place}
            around={around}
            language={answer.language}
          />
        ))}
      </ul>
    </details>
  )
}

function RefusalView({ answer, around }: AnswerProps<Refused>) {
  const t = useWords(askWords)
  return (
    <div className={styles.refused}>
      <p>
        <strong>{t(`refused.${answer.reason}`)}</strong>
      </p>
      <p lang={answer.language}>{answer.pointer}</p>
      <OtherPassages answer={answer} around={around} />
    </div>
  )
}
