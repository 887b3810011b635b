/** Where whoever built the app says that Code Llama's files lie; undefined where nothing was said. */
export const deployerBase = (import.meta.env.VITE_CODELLAMA_BASE as string | undefined) || undefined;
