# One command each; ./sightline does the work.
.PHONY: setup demo check test doctor bench lock

setup demo:
	./sightline up

check test:
	./sightline test

doctor:
	./sightline doctor

bench:
	./sightline bench

lock:
	./sightline lock
