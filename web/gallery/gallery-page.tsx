import { useState } from 'react'
import { ThemeChoice } from '../frame/person-menu.tsx'
import { RadioGroup, useDensity } from '../ui/index.ts'
import { Buttons } from './buttons.tsx'
import { Forms } from './forms.tsx'
import { Lists } from './lists.tsx'
import { Records } from './records.tsx'

const swatches = [
  'canvas',
  'surface',
  'raised',
  'sunken',
  'pressed',
  'line',
  'line-strong',
  'line-control',
  'ink-faint',
  'ink-soft',
  'ink',
  'accent',
  'accent-soft',
  'success-dot',
  'warn-dot',
  'danger-dot',
  'info-dot',
]

/** Every primitive in all its states, on one page: look here first, and after every change. */
export default function GalleryPage() {
  const [density, setDensity] = useState<'dense' | 'calm'>('dense')
  useDensity(density)
  return (
    <main id="main" tabIndex={-1} className="min-h-dvh bg-surface">
      <title>Gallery · Tributary</title>
      <div className="mx-auto max-w-5xl px-4 pt-8 pb-32 sm:px-6">
        <header className="flex flex-wrap items-end justify-between gap-6 pb-8">
          <div>
            <h1 className="text-xl">The design system</h1>
            <p className="text-ink-soft">What every screen of Tributary is made of, in every state it has.</p>
          </div>
          <div className="flex flex-wrap items-center gap-6">
            <RadioGroup
              label="Density"
              hideLabel
              row
              value={density}
              onChange={setDensity}
              options={[
                { value: 'dense', label: 'Console' },
                { value: 'calm', label: 'Portal' },
              ]}
            />
            <div className="w-56">
              <ThemeChoice />
            </div>
          </div>
        </header>
        <h2 className="sr-only">Type and colour</h2>
        <div className="grid gap-8 pb-8 lg:grid-cols-2">
          <div className="flex flex-col gap-1">
            <p className="text-xl font-semibold tracking-tight">24 Titles and numbers</p>
            <p className="text-lg font-semibold tracking-tight">18 Page titles</p>
            <p className="text-md">15 The portal’s text, dialogs</p>
            <p className="text-sm">13 The console’s text</p>
            <p className="text-xs text-ink-faint">12 Labels, hints, notes</p>
          </div>
          <ul className="grid grid-cols-4 gap-2 sm:grid-cols-6">
            {swatches.map((name) => (
              <li key={name} className="text-xs text-ink-faint">
                <span
                  className="mb-1 block h-8 rounded-md border border-line"
                  style={{ background: `var(--${name})` }}
                />
                {name}
              </li>
            ))}
          </ul>
        </div>
        <Buttons />
        <Forms />
        <Lists />
        <Records />
      </div>
    </main>
  )
}
