/** The paper at reading width: what is said, and in the margin what it rests on. */
import { documentWords } from '@occtet/ui'
import { useWords } from '../../app/language.tsx'
import { Link } from '../../parts/link.tsx'
import styles from './documents.module.css'
import { type At, placeOf, type Preview } from './model.ts'
import { PaperBlock } from './paper-block.tsx'

export function PaperSheet({ preview, params }: { preview: Preview; params: At }) {
  const t = useWords(documentWords)
  return (
    <article className={`card ${styles.sheet ?? ''}`} lang={preview.language} aria-label={t('paper.preview')}>
      <div className={styles.watermark} aria-hidden="true" data-word={t('paper.draft')} />
      <header>
        <h2 className={styles.title}>{preview.title}</h2>
        <dl className={styles.head}>
          {preview.head.map(({ label, value }) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
        <p className={styles.state}>
          <strong>{preview.state[0]}</strong> {preview.state.slice(1).join(' ')}
        </p>
      </header>
      {preview.sections.map((section) => (
        <section key={section.id} aria-labelledby={`paper-${section.id}`}>
          <h3 id={`paper-${section.id}`} className={styles.heading}>
            {section.heading}
          </h3>
          {section.blocks.map((block, index) => (
            // oxlint-disable-next-line react/no-array-index-key -- blocks have no other name and never move
            <PaperBlock key={index} block={block} />
          ))}
        </section>
      ))}
      {preview.proofs.length === 0 ? null : (
        <section aria-labelledby="paper-proofs">
          <h3 id="paper-proofs" className={styles.heading}>
            {t('paper.proofs')}
          </h3>
          <ol className={styles.proofs}>
            {preview.proofs.map(({ number, text, source }) => (
              <li key={number} id={`proof-${number}`}>
                {text}{' '}
                {source.kind === 'question' ? (
                  <Link to={placeOf(source, params) ?? { page: 'documents', params }}>
                    {t('missing.question', { id: source.id })}
                  </Link>
                ) : null}
              </li>
            ))}
          </ol>
        </section>
      )}
      <footer className="q">{preview.foot}</footer>
    </article>
  )
}
