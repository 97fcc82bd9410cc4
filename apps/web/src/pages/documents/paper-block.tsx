/** One block of a paper. */
import { documentWords } from '@occtet/ui'
import type { ReactNode } from 'react'
import { useWords } from '../../app/language.tsx'
import styles from './documents.module.css'
import type { Block, Mark, Statement } from './model.ts'

export function PaperBlock({ block }: { block: Block }): ReactNode {
  switch (block.kind) {
    case 'paragraph':
      return <p className={styles.say}>{block.text}</p>
    case 'list': {
      const items = block.items.map((item) => <li key={item}>{item}</li>)
      return block.isOrdered ? (
        <ol className={styles.say}>{items}</ol>
      ) : (
        <ul className={styles.say}>{items}</ul>
      )
    }
    case 'notice':
      return <p className={styles.notice}>{block.text}</p>
    case 'statement':
      return <StatementRow statement={block.statement} />
    case 'key-values':
      return block.rows.map((row) => <StatementRow key={`${row.label} ${row.article}`} statement={row} />)
    case 'checklist':
      return block.items.map((item) => (
        <div key={item.text} className={styles.statement}>
          <div className={styles.said}>
            <p>{item.text}</p>
            <Found lines={item.found} />
          </div>
          <Margin article={item.article} marks={item.marks} basis={[item.stateText, item.basis]} />
        </div>
      ))
    case 'table':
      return <PaperTableBlock block={block} />
    case 'signature':
      return <Signature block={block} />
    default:
      return block satisfies never
  }
}

function StatementRow({ statement }: { statement: Statement }) {
  const t = useWords(documentWords)
  const { label, article } = statement
  if (statement.kind === 'gap') {
    return (
      <div className={styles.statement}>
        <div className={styles.said}>
          <h4>{label}</h4>
          <div className={styles.gap}>
            <b>{t('paper.gap')}.</b> {statement.what}
            <br />
            {t('paper.where')}: {statement.where}
            <Found lines={statement.found} />
          </div>
        </div>
        <Margin article={article} marks={[]} basis={[]} />
      </div>
    )
  }
  return (
    <div className={styles.statement}>
      <div className={styles.said}>
        <h4>{label}</h4>
        {statement.value.map((line) => (
          <p key={line}>{line}</p>
        ))}
        {statement.isAsWritten ? <p className="q">{t('paper.asWritten')}</p> : null}
      </div>
      <Margin article={article} marks={statement.marks} basis={statement.basis} />
    </div>
  )
}

function Found({ lines }: { lines: readonly string[] }) {
  if (lines.length === 0) return null
  return (
    <ul className={styles.found}>
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  )
}

/** Proof n, stated by the manufacturer, or follows from the law; then the article and the source in words. */
function Margin({
  article,
  marks,
  basis,
}: {
  article: string
  marks: readonly Mark[]
  basis: readonly string[]
}) {
  const t = useWords(documentWords)
  const words = marks.map((mark) =>
    mark.kind === 'proof' ? (
      <a key={mark.number} href={`#proof-${mark.number}`}>
        {t('paper.proof', { n: mark.number })}
      </a>
    ) : (
      <span key={mark.kind}>{t(`paper.${mark.kind}`)}</span>
    ),
  )
  return (
    <div className={styles.margin}>
      <p className={styles.marks}>{words}</p>
      <p className="law">{article}</p>
      {basis.map((line) => (
        <p key={line}>{line}</p>
      ))}
    </div>
  )
}

function PaperTableBlock({ block }: { block: Extract<Block, { kind: 'table' }> }) {
  const t = useWords(documentWords)
  return (
    <>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a wide table scrolls inside, by keys too */}
      <div className={styles.wide} tabIndex={0} role="group" aria-label={block.caption}>
        <table>
          <caption>
            {block.caption} <span className="law">{block.article}</span>
          </caption>
          <thead>
            <tr>
              {block.columns.map((column) => (
                <th key={column} scope="col">
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {block.rows.map((row) => (
              <tr key={row.join(' ')}>
                {row.map((cell, index) =>
                  index === 0 ? (
                    <th key={block.columns[index]} scope="row">
                      {cell}
                    </th>
                  ) : (
                    <td key={block.columns[index]}>{cell}</td>
                  ),
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {block.total > block.rows.length ? (
        <p className="q">{t('paper.moreRows', { shown: block.rows.length, total: block.total })}</p>
      ) : null}
      <p className="q">{block.basis}</p>
    </>
  )
}

function Signature({ block }: { block: Extract<Block, { kind: 'signature' }> }) {
  const t = useWords(documentWords)
  const who = [block.name, block.function].filter((part) => part !== undefined).join(', ')
  return (
    <div className={styles.signature}>
      <p>
        <b>{block.place}</b> {t('paper.sign.place')}
      </p>
      <p>
        <b>{who}</b> {t('paper.sign.name')}
      </p>
      <p>
        <b /> {t('paper.sign.signature')} <span className="law">{block.article}</span>
      </p>
    </div>
  )
}
