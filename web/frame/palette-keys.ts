import { useEffect, useState } from 'react'
import { keysAreTaken } from '../ui/index.ts'

/**
 * Opens and closes the palette by Cmd-K or Ctrl-K anywhere, and by "/" where no list has taken that for its own search.
 * `never`: its code has not been asked for yet.
 */
export function usePalette() {
  const [palette, setPalette] = useState<'never' | 'open' | 'closed'>('never')
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const chord = event.key.toLowerCase() === 'k' && (event.metaKey || event.ctrlKey)
      const slash = event.key === '/' && !event.metaKey && !event.ctrlKey && !event.altKey
      if (!chord && !(slash && !event.defaultPrevented && !keysAreTaken(event.target))) return
      event.preventDefault()
      setPalette((now) => (now === 'open' ? 'closed' : 'open'))
    }
    // At the window, which hears of a key after the page: a list on it may have taken "/".
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [])
  return {
    asked: palette !== 'never',
    isOpen: palette === 'open',
    open: () => setPalette('open'),
    close: () => setPalette('closed'),
  }
}
