/** Builds elements. Text only ever goes in as text, so nothing that an account sends can become markup. */
export function el(tag, props = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === undefined || value === null || value === false) continue;
    if (name === 'on') {
      for (const [type, listener] of Object.entries(value))
        element.addEventListener(type, listener);
    } else if (name === 'style') {
      for (const [property, one] of Object.entries(value)) element.style.setProperty(property, one);
    } else if (name === 'value') {
      element.value = value;
    } else {
      element.setAttribute(name, value === true ? '' : String(value));
    }
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return element;
}

/** A button with an icon and a name for those who cannot see it. */
export function iconButton(icon, label, onClick, className = '') {
  return el(
    'button',
    {
      type: 'button',
      class: `icon-button ${className}`,
      'aria-label': label,
      title: label,
      on: { click: onClick },
    },
    icon,
  );
}

/** A switch with a label and, below it, what it does. */
export function switchRow(label, hint, checked, onChange) {
  const input = el('input', { type: 'checkbox', role: 'switch', class: 'switch' });
  input.checked = checked;
  input.addEventListener('change', () => onChange(input.checked));
  return el(
    'label',
    { class: 'switch-row' },
    el(
      'span',
      { class: 'switch-text' },
      el('span', { class: 'switch-label' }, label),
      hint ? el('span', { class: 'hint' }, hint) : null,
    ),
    input,
  );
}

/** A short word at the foot of a phone that goes away by itself. */
export function toast(host, message) {
  host.querySelector('.toast')?.remove();
  const note = el('div', { class: 'toast', role: 'alert' }, message);
  host.append(note);
  setTimeout(() => note.remove(), 3500);
}
