/** Tabs whose choice stands in the address (`?view=tree`): arrow keys move, one tab stop; the first is the default and leaves no trace. */
import { type KeyboardEvent, type ReactNode, useId, useRef } from 'react'
import { useSearchText } from '../app/place.ts'
import styles from './view-tabs.module.css'

export interface ViewTab {
  readonly id: string
  readonly word: string
}

export interface ViewTabsProps {
  readonly label: string
  /** Name in the address. Default `view`. */
  readonly name?: string
  readonly tabs: readonly ViewTab[]
  readonly children: (id: string) => ReactNode
}

export function ViewTabs({ label, name = 'view', tabs, children }: ViewTabsProps) {
  const base = useId()
  const list = useRef<HTMLDivElement>(null)
  const [text, setText] = useSearchText(name)
  const chosen = Math.max(
    0,
    tabs.findIndex((tab) => tab.id === text),
  )
  const choose = (index: number): void => {
    const tab = tabs.at(index % tabs.length)
    if (tab !== undefined) setText(tab === tabs[0] ? '' : tab.id)
    list.current
      ?.querySelectorAll<HTMLElement>('[role=tab]')
      .item(tabs.indexOf(tab ?? { id: '', word: '' }))
      ?.focus()
  }
  const onKey = (event: KeyboardEvent): void => {
    const steps: Readonly<Record<string, number>> = {
      ArrowRight: chosen + 1,
      ArrowLeft: chosen - 1,
      Home: 0,
      End: -1,
    }
    const next = steps[event.key]
    if (next === undefined) return
    event.preventDefault()
    choose(next)
  }
  return (
    <>
      <div
        ref={list}
        className={styles.tabs}
        role="tablist"
        tabIndex={-1}
        aria-label={label}
        onKeyDown={onKey}
      >
        {tabs.map((tab, index) => (
          <button
            key={tab.id}
            type="button"
            role="tab"
            id={`${base}-${tab.id}`}
            aria-selected={index === chosen}
            aria-controls={`${base}-panel`}
            tabIndex={index === chosen ? 0 : -1}
            onClick={() => choose(index)}
          >
            {tab.word}
          </button>
        ))}
      </div>
      <div role="tabpanel" id={`${base}-panel`} aria-labelledby={`${base}-${tabs[chosen]?.id ?? ''}`}>
        {children(tabs[chosen]?.id ?? '')}
      </div>
    </>
  )
}
