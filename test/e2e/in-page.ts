/** What is asked of a page from inside it: axe, languages of its texts, sideways scroll, the focus. Run as text, because tests have no DOM types. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Rules of axe that the page (or the popup of this selector) breaks, with the first elements; its best practices too. */
export async function violations(page: Page, popup?: string): Promise<readonly string[]> {
  await page.evaluate(axe);
  return page.evaluate(`
    axe.run(${popup ? JSON.stringify(popup) : 'document'}, { preload: false, resultTypes: ['violations'], rules: { region: { enabled: ${String(!popup)} } } }).then((r) =>
      r.violations.map((v) => v.id + ': ' + v.nodes.map((n) => n.html.slice(0, 160) + ' ' + (n.any[0]?.message ?? '')).slice(0, 3).join(' | ')))`);
}

/** Texts and names in Cyrillic letters that the page calls English. */
export const cyrillicInEnglish = (page: Page): Promise<readonly string[]> =>
  page.evaluate(`(() => {
    const cyrillic = /\\p{Script=Cyrillic}/u;
    const found = [];
    const english = (element) => (element.closest('[lang]')?.getAttribute('lang') ?? '').startsWith('en');
    const walk = document.createTreeWalker(document.documentElement, NodeFilter.SHOW_TEXT);
    for (let node = walk.nextNode(); node; node = walk.nextNode()) {
      const element = node.parentElement;
      if (!element || ['SCRIPT', 'STYLE', 'NOSCRIPT', 'TITLE', 'TEXTAREA'].includes(element.tagName)) continue;
      if (cyrillic.test(node.data) && english(element)) found.push(element.tagName + ': ' + node.data.trim().slice(0, 80));
    }
    for (const element of document.querySelectorAll('[aria-label],[title],[placeholder],[alt]'))
      for (const name of ['aria-label', 'title', 'placeholder', 'alt']) {
        const value = element.getAttribute(name);
        if (value && cyrillic.test(value) && english(element)) found.push(element.tagName + '@' + name + ': ' + value.slice(0, 80));
      }
    return found;
  })()`);

/** Elements that stick out sideways; those inside a scrolling box of their own (tables, figures) are none of them. */
export const sticksOut = (page: Page): Promise<readonly string[]> =>
  page.evaluate(`(() => {
    const width = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= width) return [];
    const inBox = (element) => {
      for (let e = element.parentElement; e && e !== document.body; e = e.parentElement)
        if (['auto', 'scroll', 'hidden', 'clip'].includes(getComputedStyle(e).overflowX)) return true;
      return false;
    };
    const rtl = document.documentElement.dir === 'rtl';
    const beyond = (box) => box.width > 0 && (rtl ? box.left < -1 : box.right > width + 1);
    const out = [...document.body.querySelectorAll('*')].filter((e) => beyond(e.getBoundingClientRect()) && !inBox(e));
    return out.slice(0, 5).map((e) => e.outerHTML.slice(0, 140));
  })()`);

/** Elements whose text is cut by a box that hides what is too much; what ends in dots shows the rest on focus. */
export const cutOff = (page: Page): Promise<readonly string[]> =>
  page.evaluate(`[...document.body.querySelectorAll('*')].filter((e) => {
    if (e.clientHeight < 2 || !(e.innerText ?? '').trim() || e.closest('svg, [aria-hidden=true], select')) return false;
    const style = getComputedStyle(e);
    const hides = (overflow) => overflow === 'hidden' || overflow === 'clip';
    // Lines that are clamped end in dots, too.
    if (style.textOverflow === 'ellipsis' || style.webkitLineClamp !== 'none') return false;
    return (hides(style.overflowY) && e.scrollHeight > e.clientHeight + 2) || (hides(style.overflowX) && e.scrollWidth > e.clientWidth + 2);
  }).map((e) => e.outerHTML.slice(0, 140))`);

export interface Focus {
  readonly tag: string;
  readonly name: string;
  /** Its box lies inside the window and nothing covers its middle. */
  readonly seen: boolean;
  /** A ring or a border shows that it has the focus. */
  readonly ringed: boolean;
}

/** What has the focus now. */
export const focus = (page: Page): Promise<Focus> =>
  page.evaluate(`(() => {
    const e = document.activeElement ?? document.body;
    const box = e.getBoundingClientRect();
    const [x, y] = [box.left + Math.min(box.width, innerWidth) / 2, box.top + Math.min(box.height / 2, 20)];
    const top = document.elementFromPoint(x, y);
    const inside = box.left >= -1 && box.right <= innerWidth + 1 && box.top >= -1 && box.top < innerHeight && (box.bottom <= innerHeight + 1 || box.height > innerHeight);
    const style = getComputedStyle(e);
    return {
      tag: e.tagName,
      name: (e.getAttribute('aria-label') ?? e.textContent ?? '').trim().slice(0, 60),
      seen: inside && top !== null && (e === top || e.contains(top) || top.contains(e) || e.labels?.[0]?.contains(top) === true),
      ringed: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 1,
    };
  })()`);
