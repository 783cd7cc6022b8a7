"""A request's question as one frozen type, from its serializer to the worker that answers it.

The serializer says what may be asked and refuses the rest; what comes out of it is the type.
"""

from typing import ClassVar, Generic, TypeVar

from rest_framework import serializers

from apps.core.typed.decoding import decode

Question = TypeVar("Question")


class QuestionSerializer(serializers.Serializer[object], Generic[Question]):
    """A serializer of requests whose fields are those of a frozen type, `question`."""

    question: ClassVar[type]

    def asked(self) -> Question:
        """Return the validated data as the type."""
        found: Question = decode(self.question, self.validated_data)
        return found
