export default {
  input: './openapi.json',
  output: { path: './src/api/gen' },
  plugins: [
    '@hey-api/client-fetch',
    '@hey-api/typescript',
    '@hey-api/sdk',
    { name: '@tanstack/react-query', infiniteQueryOptions: false },
  ],
};
