/** Made up, all of it: pharmacies that are nowhere and what they have in stock. */
export interface Medicine {
  name: string;
  form: string;
  price: number;
  stock: number;
  pharmacy: { name: string; telephone: string };
}

const first = { name: '示例药店一（示例数据）', telephone: '0000-0000001' };
const second = { name: '示例药店二（示例数据）', telephone: '0000-0000002' };

export const medicines: readonly Medicine[] = [
  { name: '示例降压片', form: '5mg×28片', price: 12.5, stock: 40, pharmacy: first },
  { name: '示例降压片', form: '5mg×28片', price: 12.9, stock: 0, pharmacy: second },
  { name: '示例降糖片', form: '0.5g×30片', price: 8.8, stock: 16, pharmacy: first },
];

/** The day that the data is of, as the example says it. */
export const STOCK_DATE = '2026-11-01';
