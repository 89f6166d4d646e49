const SVG = 'http://www.w3.org/2000/svg';

/** Line drawings on a 24 by 24 field. */
const PATHS = {
  back: 'M15 5l-7 7 7 7',
  more: 'M6 12h.01M12 12h.01M18 12h.01',
  chat: 'M5 5h14a2 2 0 0 1 2 2v8a2 2 0 0 1-2 2h-7l-5 4v-4H5a2 2 0 0 1-2-2V7a2 2 0 0 1 2-2z',
  person: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4 20.500c.8-4.500 4-6.500 8-6.500s7.200 2 8 6.500',
  keyboard:
    'M4 6h16a1 1 0 0 1 1 1v10a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1V7a1 1 0 0 1 1-1zM7 10h.01M11 10h.01M15 10h.01M17.500 10h.01M8 14.500h8',
  menu: 'M4 7h16M4 12h16M4 17h16',
  voice: 'M8 9.500a4 4 0 0 1 0 5M11 7a8 8 0 0 1 0 10M14 4.500a12 12 0 0 1 0 15',
  plus: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM12 8v8M8 12h8',
  picture: 'M4 5h16v14H4zM4 16l5-5 4 4 3-3 4 4M15.500 9a1 1 0 1 0 0-.01',
  place:
    'M12 21s7-6.200 7-11.500a7 7 0 0 0-14 0C5 14.800 12 21 12 21zM12 12a2.500 2.500 0 1 0 0-5 2.500 2.500 0 0 0 0 5z',
  scan: 'M4 9V5a1 1 0 0 1 1-1h4M15 4h4a1 1 0 0 1 1 1v4M20 15v4a1 1 0 0 1-1 1h-4M9 20H5a1 1 0 0 1-1-1v-4M4 12h16',
  code: 'M9 7l-5 5 5 5M15 7l5 5-5 5',
  close: 'M6 6l12 12M18 6L6 18',
  arrow: 'M9 5l7 7-7 7',
  text: 'M5 18L10 6l5 12M6.700 14h6.600M15.500 18l2.700-6.500 2.800 6.500',
  copy: 'M9 9h11v11H9zM15 9V4H4v11h5',
};

/** @param name one of the drawings above */
export function icon(name, size = 24) {
  const svg = document.createElementNS(SVG, 'svg');
  for (const [key, value] of Object.entries({
    viewBox: '0 0 24 24',
    width: size,
    height: size,
    class: 'icon',
  })) {
    svg.setAttribute(key, String(value));
  }
  svg.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS(SVG, 'path');
  path.setAttribute('d', PATHS[name]);
  svg.append(path);
  return svg;
}
