export function CaseScreen({ id }: { readonly id: string }) {
  return <p>{id}</p>
}
