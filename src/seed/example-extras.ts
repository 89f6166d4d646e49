/** What the other pages of the console show in a trial; made up. */

/** What somebody writes of a cadre: it opens no case, the district's receiver reads it. */
export const CADRE_REPORT = {
  unit: 'ziran',
  text: '我要举报村里的干部，安排宅基地的时候收了别人的好处费。',
};

/** For each unit: what a reader says of one of its items. */
export const ITEM_REPORT = '这里写的办理地点，窗口的人说已经搬走了，请核对一下。';

/** For each unit: why one of its citizens is in 黑名单, and for how many days from today. */
export const BLOCK = { reason: '一天发来几十条和办事无关的内容，提醒以后还在发。', days: 30 };

/** Of the cases that nobody has taken, so many of those that 抽查 draws are found to need nothing. */
export const MOST_DRAWN = 3;
