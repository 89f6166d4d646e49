import type { MenuFile, MenuFileButton } from '../schema';
import { isInSeason } from './season';

/**
 * The file as it counts on a day: without the buttons whose season it is not, without lists that are
 * left empty, and without the dates, so that the same menu is the same value on every day of its season.
 * @param chinaDate `2026-11-23`, the day in China
 */
export function menuAt(file: MenuFile, chinaDate: string): MenuFile {
  const { menu, conditional } = file;
  return {
    ...file,
    menu: buttonsAt(menu, chinaDate),
    ...(conditional && {
      conditional: conditional.map((each) => ({ ...each, menu: buttonsAt(each.menu, chinaDate) })),
    }),
  };
}

/** The buttons of one menu on a day. */
export function buttonsAt(buttons: readonly MenuFileButton[], chinaDate: string): MenuFileButton[] {
  return buttons.flatMap((button) => {
    if (!isInSeason(button, chinaDate)) return [];
    const lasting = withoutSeason(button);
    if (!button.buttons) return [lasting];
    const below = buttonsAt(button.buttons, chinaDate);
    const emptied = below.length === 0 && button.buttons.length > 0;
    return emptied ? [] : [{ ...lasting, buttons: below }];
  });
}

function withoutSeason(button: MenuFileButton): MenuFileButton {
  const lasting = { ...button };
  delete lasting.from;
  delete lasting.until;
  return lasting;
}
