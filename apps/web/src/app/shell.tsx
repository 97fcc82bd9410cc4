/** The frame around every page: skip link, rail or tabs, sample ribbon, top bar, messages, palette. */
import { chartPatterns, markSymbols, shellWords } from '@occtet/ui'
import { Outlet } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import { Drawn } from '../parts/drawn.tsx'
import { Loading } from '../parts/loading.tsx'
import { announcementRegion } from './announce.ts'
import { useAskOpenings } from './ask-state.ts'
import { useFrame } from './frame.ts'
import { useGlobalKeys } from './global-keys.ts'
import { useWords } from './language.tsx'
import { useHere } from './place.ts'
import { useOverlay } from './palette-state.ts'
import { Rail } from './rail.tsx'
import { SampleRibbon } from './sample-ribbon.tsx'
import styles from './shell.module.css'
import { TabBar } from './tab-bar.tsx'
import { ToastRegion } from './toast-region.tsx'
import { TopBar } from './top-bar.tsx'
import { useFocusOnChange } from './use-focus-on-change.ts'

const Overlays = lazy(async () => ({ default: (await import('./overlays.tsx')).Overlays }))
const AskPanel = lazy(async () => ({ default: (await import('../pages/assistant/ask-panel.tsx')).AskPanel }))
const drawings = [markSymbols(), chartPatterns()] as const

export function Shell() {
  const t = useWords(shellWords)
  const { org } = useHere().params
  const overlay = useOverlay()
  const isAsking = useAskOpenings() > 0
  useGlobalKeys(org)
  useFocusOnChange()
  return (
    <>
      {drawings.map((drawing) => (
        <Drawn key={drawing.html.length} drawing={drawing} />
      ))}
      <a className="skip" href="#main">
        {t('skip')}
      </a>
      {org === undefined ? (
        <PageArea />
      ) : (
        <div className={styles.app}>
          <Rail org={org} />
          <div className={styles.body}>
            <Ribbon org={org} />
            <TopBar org={org} />
            <PageArea />
          </div>
          <TabBar org={org} />
        </div>
      )}
      {org === undefined || !isAsking ? null : (
        <Suspense fallback={null}>
          <AskPanel key={org} org={org} />
        </Suspense>
      )}
      <ToastRegion />
      <output className="vh" id={announcementRegion} aria-live="polite" />
      {overlay === undefined ? null : (
        <Suspense fallback={null}>
          <Overlays overlay={overlay} />
        </Suspense>
      )}
    </>
  )
}

function PageArea() {
  return (
    <main id="main" tabIndex={-1} className={styles.main}>
      <Suspense fallback={<Loading />}>
        <Outlet />
      </Suspense>
    </main>
  )
}

function Ribbon({ org }: { org: string }) {
  const { data } = useFrame()
  return data?.isSample === true ? <SampleRibbon org={org} /> : null
}
