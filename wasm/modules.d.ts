// What the bundler makes of imports that are no JavaScript.
declare module "whence:wasm" {
  const packed: {
    size: number;
    text: string;
    code: { joiner: string; room: number; size: number };
    id: string;
  };
  export default packed;
}
declare module "whence:languages" {
  const books: Record<string, any>;
  export default books;
}
declare module "whence:languages/*" {
  const books: Record<string, any>; // by language
  export default books;
}
declare module "*.tsv" {
  const table: any;
  export default table;
}
