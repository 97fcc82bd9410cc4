/** One source on the version axis that all share: columns in order, solid where affected, our version as a vertical line. */
import type { AnswerOf, feddbRoutes } from '@occtet/contract/api'
import { feddbWords } from '@occtet/ui'
import { useWords } from '../../app/language.tsx'
import { cx } from '../../parts/cx.ts'
import styles from './feddb.module.css'

export type Axis = NonNullable<AnswerOf<(typeof feddbRoutes)['feddb.advisory']>['axis']>

/** Decorative: the verdict and the range stand in words beside it. */
export function SourceLine({ axis, states }: { axis: Axis; states: Axis['lines'][number]['states'] }) {
  const width = 100 / axis.columns.length
  const yours = axis.columns.findIndex(({ isYours }) => isYours)
  return (
    <svg className={styles.axis} viewBox="0 0 100 24" preserveAspectRatio="none" aria-hidden="true">
      <line x1="0" x2="100" y1="12" y2="12" className={styles.base} />
      {states.map((state, at) =>
        state === 'outside' ? null : (
          <rect
            key={at}
            x={at * width}
            y="5"
            width={width}
            height="14"
            className={state === 'affected' ? styles.affected : styles.unclear}
          />
        ),
      )}
      {yours < 0 ? null : (
        <line
          x1={(yours + 0.5) * width}
          x2={(yours + 0.5) * width}
          y1="0"
          y2="24"
          className={styles.yours}
          vectorEffect="non-scaling-stroke"
        />
      )}
    </svg>
  )
}

export function AxisTicks({ axis }: { axis: Axis }) {
  const t = useWords(feddbWords)
  return (
    <div className={styles.ticks}>
      {axis.columns.map(({ from, isFromIncluded, isYours }, at) => {
        const full =
          from === undefined
            ? t('axisStart')
            : isYours
              ? t('yours', { version: from })
              : t(isFromIncluded ? 'axisFrom' : 'axisAfter', { version: from })
        return (
          <span key={at} title={full} className={cx(isYours && styles.mine)}>
            {labelOf(axis, at)}
          </span>
        )
      })}
    </div>
  )
}

/** What begins right after a version that is named already needs no second name. */
function labelOf({ columns }: Axis, at: number): string {
  const column = columns[at]
  if (column?.from === undefined) return '…'
  if (column.isFromIncluded) return column.from
  return columns[at - 1]?.from === column.from ? '' : `> ${column.from}`
}
