/* Wine 8 lacks the one function of bcryptprimitives.dll that Go's runtime asks
   for at its start. This is it, for tests under Wine alone. */
#include <windows.h>
#include <ntsecapi.h>

__declspec(dllexport) BOOL WINAPI ProcessPrng(PBYTE into, SIZE_T size)
{
	return RtlGenRandom(into, (ULONG)size);
}
